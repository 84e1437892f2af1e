namespace Coral.Simulation.Scenarios;

/// <summary>What <see cref="LargeObjectScenario"/> shows.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="OriginRequests">Requests that reached the origin.</param>
/// <param name="OriginBytes">What it sent, in bytes.</param>
/// <param name="MostUploads">The most copies that one node sent to others at a time.</param>
/// <param name="Served">Clients that got every byte.</param>
/// <param name="Failed">Clients that did not.</param>
/// <param name="OriginTransfer">What the object takes over the origin's line alone.</param>
/// <param name="Hop">The mean round trip between two nodes.</param>
/// <param name="LastNode">When the last node had the whole object, since the first client.</param>
/// <param name="Bound">1.5 × (origin transfer + log2 n hops).</param>
public sealed record LargeObjectResult(
    int Seed,
    int OriginRequests,
    long OriginBytes,
    int MostUploads,
    int Served,
    int Failed,
    TimeSpan OriginTransfer,
    TimeSpan Hop,
    TimeSpan LastNode,
    TimeSpan Bound
);
