using Coral.Core.Index;
using Coral.Dns.Queries;
using Coral.Dns.Resolvers;

namespace Coral.Dns.Redirection;

/// <summary>The client and the host that proxies are chosen for.</summary>
/// <param name="Level">The level at which the selection begins.</param>
/// <param name="Client">The state of the client's network.</param>
/// <param name="Rank">A hash of the coralized host, by which it prefers the same proxies everywhere.</param>
/// <param name="IsIPv4">True for A, false for AAAA.</param>
/// <param name="AnsweredSince">The uptime since which a node must have answered a check.</param>
internal readonly record struct SelectionRequest(
    ClusterLevel Level,
    ResolverEntry Client,
    ulong Rank,
    bool IsIPv4,
    TimeSpan AnsweredSince
)
{
    /// <summary>True if overloaded nodes may be named too.</summary>
    public bool TakesOverloaded { get; init; }

    /// <summary>The client's network.</summary>
    public NetworkPrefix Subject => Client.Network;
}
