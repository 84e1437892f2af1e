using Coral.Core.Index;
using Coral.Dns.Clusters;
using Coral.Dns.Queries;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Redirection;

/// <summary>
/// What an answer needs to know about who is near whom. Reads snapshots; never waits, never allocates.
/// </summary>
internal interface IRedirection
{
    /// <summary>Takes note of a question: what it says about its resolver.</summary>
    /// <param name="requester">Who asks.</param>
    /// <param name="name">What about, in lower case.</param>
    /// <param name="isDeferred">Whether it had to wait for its answer.</param>
    void Observe(in Requester requester, ReadOnlySpan<byte> name, bool isDeferred);

    /// <summary>Chooses proxies for a client.</summary>
    /// <param name="requester">Who asks.</param>
    /// <param name="origin">The coralized host in labels: the same for every spelling of a name.</param>
    /// <param name="type">A or AAAA.</param>
    /// <param name="mayWait">Whether <see cref="ChoiceOutcome.NeedsTime"/> is of use.</param>
    /// <param name="choice">The proxies.</param>
    ChoiceOutcome Choose(
        in Requester requester,
        scoped ReadOnlySpan<byte> origin,
        RecordType type,
        bool mayWait,
        ref ProxyChoice choice
    );

    /// <summary>Whether nobody has been asked for so long that it should be done before servers are named.</summary>
    bool IsStale(ClusterLevel level);

    /// <summary>Whether a resolver is to come over TCP, so that it is known how near it is: asked for once.</summary>
    bool ShouldRetryOverTcp(in Requester requester);

    /// <summary>The servers that a resolver should ask from now on for the names of a level zone.</summary>
    /// <returns>Nothing where it is not near, or no such server is known.</returns>
    LevelServers? ServersNear(in Requester requester, ClusterLevel level);

    /// <summary>
    /// Whether all has been found out about a resolver that there is; else more will be known in a moment.
    /// </summary>
    bool IsDiscoveryComplete(in Requester requester);

    /// <summary>The addresses of a level zone's server, by its name, as this server's own clusters have them.</summary>
    RecordSet? AddressOf(ClusterLevel level, ReadOnlySpan<byte> server, RecordType type);
}
