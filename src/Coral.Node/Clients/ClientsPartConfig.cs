using Coral.Core.Names;
using Coral.Proxy;

namespace Coral.Node.Clients;

/// <summary>The addresses, limits and names of the server that clients talk to.</summary>
internal sealed record ClientsPartConfig
{
    /// <summary>The addresses that it listens on.</summary>
    public required ListenerOptions Listen { get; init; }

    /// <summary>Limits towards clients.</summary>
    public required ProxyOptions Limits { get; init; }

    /// <summary>The zones whose names are served.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Hosts that are served under their own names too.</summary>
    public required IReadOnlyList<ServedHost> Hosts { get; init; }

    /// <summary>The id of the node's network, by which a request that comes back is known.</summary>
    public required string NetworkId { get; init; }
}
