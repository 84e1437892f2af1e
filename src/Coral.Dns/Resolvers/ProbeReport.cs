using System.Net;

namespace Coral.Dns.Resolvers;

/// <summary>What a probe found out about the place of a resolver.</summary>
/// <param name="RoundTrip">How far away it is.</param>
/// <param name="LastRouters">Public routers on the last hops before it, the nearest to it last; none where nothing
/// tells.</param>
public sealed record ProbeReport(TimeSpan RoundTrip, IReadOnlyList<IPAddress> LastRouters);
