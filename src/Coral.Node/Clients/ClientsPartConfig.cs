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

    /// <summary>The names under which it serves.</summary>
    public required CoralizedNames Names { get; init; }

    /// <summary>True for the host of an origin that was seen to redirect to Coral.</summary>
    public required Func<string, bool> SendsBack { get; init; }

    /// <summary>The id of the node's network, by which a request that comes back is known.</summary>
    public required string NetworkId { get; init; }
}
