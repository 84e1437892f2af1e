using System.Net;
using Coral.Core.Index;
using Coral.Proxy;

namespace Coral.Node.Hosting;

/// <summary>The addresses that a node listens on, with the ports that it got.</summary>
/// <param name="Http">For clients; one at least once the node has started.</param>
public sealed record NodeListening(IReadOnlyList<ProxyListener> Http)
{
    /// <summary>For other proxies; <see langword="null"/> in a node without an index.</summary>
    public IPEndPoint? Peers { get; init; }

    /// <summary>For resolvers, over UDP and TCP; none without a DNS server.</summary>
    public IReadOnlyList<IPEndPoint> Dns { get; init; } = [];

    /// <summary>The index as others reach it; <see langword="null"/> without one.</summary>
    public NodeContact? Index { get; init; }

    /// <summary>For the operator; <see langword="null"/> without an admin API.</summary>
    public IPEndPoint? Admin { get; init; }
}
