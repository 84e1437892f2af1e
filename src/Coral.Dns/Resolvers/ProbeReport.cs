using System.Net;

namespace Coral.Dns.Resolvers;

/// <summary>The result of a probe: the distance of a resolver, and the routers before it.</summary>
/// <param name="RoundTrip">The round trip to the resolver itself.</param>
/// <param name="LastRouters">
/// Public routers on the last hops before the resolver, the nearest to it last; empty where none is known.
/// </param>
public sealed record ProbeReport(TimeSpan RoundTrip, IReadOnlyList<IPAddress> LastRouters);
