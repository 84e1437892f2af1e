using System.Net;
using Coral.Core.Index;
using Coral.Proxy;

namespace Coral.Node;

/// <summary>Where a node listens, with the ports that it got.</summary>
/// <param name="Http">For clients; one at least.</param>
public sealed record NodeListening(IReadOnlyList<ProxyListener> Http)
{
    /// <summary>For other proxies; <see langword="null"/> where it goes alone.</summary>
    public IPEndPoint? Peers { get; init; }

    /// <summary>For resolvers, over UDP and TCP; none without a DNS server.</summary>
    public IReadOnlyList<IPEndPoint> Dns { get; init; } = [];

    /// <summary>Where others reach its index; <see langword="null"/> without one.</summary>
    public NodeContact? Index { get; init; }

    /// <summary>For its operator; <see langword="null"/> without an admin API.</summary>
    public IPEndPoint? Admin { get; init; }
}
