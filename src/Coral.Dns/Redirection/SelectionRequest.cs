using Coral.Core.Index;
using Coral.Dns.Queries;
using Coral.Dns.Resolvers;

namespace Coral.Dns.Redirection;

/// <summary>What proxies are to be chosen for.</summary>
/// <param name="Level">The level to begin at.</param>
/// <param name="Client">What is known of the client's network.</param>
/// <param name="Rank">A hash of the coralized host: the same host prefers the same proxies.</param>
/// <param name="IsIPv4">Whether IPv4 addresses are asked for, or IPv6.</param>
/// <param name="AnsweredSince">When a node must have answered last, as time since the server's start.</param>
internal readonly record struct SelectionRequest(
    ClusterLevel Level,
    ResolverEntry Client,
    ulong Rank,
    bool IsIPv4,
    TimeSpan AnsweredSince
)
{
    /// <summary>Whether even those may be named who ask for no more clients.</summary>
    public bool TakesOverloaded { get; init; }

    /// <summary>The client's network.</summary>
    public NetworkPrefix Subject => Client.Network;
}
