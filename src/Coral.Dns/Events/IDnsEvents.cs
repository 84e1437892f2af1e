using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Queries;

namespace Coral.Dns.Events;

/// <summary>The events of the DNS server that an operator, a test or a simulation may need.</summary>
/// <remarks>
/// Called on any thread, often for every query: an implementation neither waits nor throws, and allocates nothing for
/// events that strangers can cause. Methods that are not implemented do nothing.
/// </remarks>
public interface IDnsEvents
{
    /// <summary>A message has come.</summary>
    void QueryReceived(DnsTransportKind transport) { }

    /// <summary>A message gets no response, since it is too short for a query, or is itself a response.</summary>
    void QueryIgnored(in NodeAddress source) { }

    /// <summary>A query is malformed; its source gets FORMERR.</summary>
    void QueryMalformed(in NodeAddress source) { }

    /// <summary>A response is handed to the listener.</summary>
    void ResponseSent(ResponseKind kind) { }

    /// <summary>A response is over the rate limit of its network: not sent, or sent truncated.</summary>
    void ResponseRateLimited(in NodeAddress client, bool isTruncated) { }

    /// <summary>A response names proxies.</summary>
    /// <param name="level">The level that the client's round trip or its hints put it at.</param>
    /// <param name="reached">
    /// The farthest level that proxies were taken from: lower than <paramref name="level"/> where there were too few.
    /// </param>
    void Redirected(ClusterLevel level, ClusterLevel reached) { }

    /// <summary>A response should name proxies, and no living one is known: SERVFAIL.</summary>
    void NoProxyFound(ClusterLevel level) { }

    /// <summary>A resolver is referred to name servers near it.</summary>
    void Referred(ClusterLevel level, in NodeAddress resolver) { }

    /// <summary>
    /// A network's minimum round trip has become known or smaller, or has been measured again after an hour.
    /// </summary>
    void RoundTripLearnt(in NetworkPrefix network, TimeSpan roundTrip, RoundTripSource source) { }

    /// <summary>
    /// The hints about a network have been looked up, and the nodes that they name checked; again when one of them that
    /// was silent answers a second check.
    /// </summary>
    /// <param name="network">The /24 or /48 of the resolver.</param>
    /// <param name="hinted">The number of nodes that the hints name, without this one.</param>
    /// <param name="alive">The number of these that answered a check.</param>
    void HintsFound(in NetworkPrefix network, int hinted, int alive) { }

    /// <summary>This node has left a hint that a network is near it.</summary>
    void HintLeft(in NetworkPrefix network, TimeSpan roundTrip) { }

    /// <summary>A resolver has been probed.</summary>
    /// <param name="resolver">The address that was probed.</param>
    /// <param name="roundTrip"><see langword="null"/> where it did not answer.</param>
    /// <param name="routers">Public routers found on the last hops before it.</param>
    void ResolverProbed(in NodeAddress resolver, TimeSpan? roundTrip, int routers) { }

    /// <summary>A node of this node's clusters answers a check for the first time, or again.</summary>
    void NodeFound(NodeContact node) { }

    /// <summary>A node that answered before has been silent for too long, and is no longer named.</summary>
    void NodeLost(NodeContact node) { }
}
