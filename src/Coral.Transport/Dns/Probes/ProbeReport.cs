using System.Net;

namespace Coral.Transport.Dns.Probes;

/// <summary>What a probe found out about the place of a resolver.</summary>
/// <param name="RoundTrip">How far away it is.</param>
/// <param name="LastRouters">Public routers before it, the farthest from us last.</param>
public sealed record ProbeReport(TimeSpan RoundTrip, IReadOnlyList<IPAddress> LastRouters);
