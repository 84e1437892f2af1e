using Coral.Dns.Queries;
using Coral.Dns.Resolvers;

namespace Coral.Dns.Redirection;

/// <summary>The location of a client, as far as it is known.</summary>
/// <param name="Entry">The state of the network that the answer is for.</param>
/// <param name="Resolver">The state of the resolver's own network.</param>
/// <param name="RoundTrip">The round trip that the level follows from.</param>
/// <param name="Source">The way in which the round trip became known.</param>
/// <param name="Scope">Leading bits of the client subnet that the answer is for.</param>
internal readonly record struct ClientLocation(
    ResolverEntry Entry,
    ResolverEntry Resolver,
    TimeSpan? RoundTrip,
    RoundTripSource Source,
    int Scope
)
{
    /// <summary>The network of the two that the round trip belongs to.</summary>
    public ResolverEntry Measured => Entry.RoundTrip is null ? Resolver : Entry;
}
