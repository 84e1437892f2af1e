using Coral.Dns.Queries;
using Coral.Dns.Resolvers;

namespace Coral.Dns.Redirection;

/// <summary>Where a client is, as far as we know.</summary>
/// <param name="Entry">What is known of the network that the answer is for.</param>
/// <param name="Resolver">What is known of the resolver's own network.</param>
/// <param name="RoundTrip">The round trip that the level follows from.</param>
/// <param name="Source">How it became known.</param>
/// <param name="Scope">Leading bits of the client subnet that the answer is for.</param>
internal readonly record struct ClientLocation(
    ResolverEntry Entry,
    ResolverEntry Resolver,
    TimeSpan? RoundTrip,
    RoundTripSource Source,
    int Scope
)
{
    /// <summary>Which of the two the round trip is to.</summary>
    public ResolverEntry Measured => Entry.RoundTrip is null ? Resolver : Entry;
}
