using Coral.Core.Index;
using Coral.Dns.Clusters;
using Coral.Dns.Queries;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Redirection;

/// <summary>
/// The redirection of clients to proxies, and of resolvers to name servers. Reads snapshots; never waits or allocates.
/// </summary>
internal interface IRedirection
{
    /// <summary>Notes what a query reveals of its resolver's distance.</summary>
    /// <param name="requester">The resolver, and the client subnet of its query.</param>
    /// <param name="name">The name queried, in lower case.</param>
    /// <param name="isDeferred">True if the answer to the query was deferred.</param>
    void Observe(in Requester requester, ReadOnlySpan<byte> name, bool isDeferred);

    /// <summary>Chooses proxies for a client.</summary>
    /// <param name="requester">The resolver, and the client subnet of its query.</param>
    /// <param name="origin">The coralized host in labels, the same for every spelling of a name.</param>
    /// <param name="type">The type of the query: A or AAAA.</param>
    /// <param name="mayWait">True if <see cref="ChoiceOutcome.NeedsTime"/> is allowed.</param>
    /// <param name="choice">Receives the addresses of the proxies.</param>
    ChoiceOutcome Choose(
        in Requester requester,
        scoped ReadOnlySpan<byte> origin,
        RecordType type,
        bool mayWait,
        ref ProxyChoice choice
    );

    /// <summary>True if the last check of a level is too old for its servers to be named.</summary>
    bool IsStale(ClusterLevel level);

    /// <summary>
    /// True once for a resolver of unknown distance: a truncated response makes it retry over TCP, which is measured.
    /// </summary>
    bool ShouldRetryOverTcp(in Requester requester);

    /// <summary>The name servers that a resolver is referred to for a level's zone.</summary>
    /// <returns><see langword="null"/> where the resolver is not near, or no such server is known.</returns>
    LevelServers? ServersNear(in Requester requester, ClusterLevel level);

    /// <summary>True if discovery of a resolver is complete; else more will be known shortly.</summary>
    bool IsDiscoveryComplete(in Requester requester);

    /// <summary>The addresses of a level zone's server, by its name, as this server's own clusters have them.</summary>
    RecordSet? AddressOf(ClusterLevel level, ReadOnlySpan<byte> server, RecordType type);
}
