namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="LargeObjectScenario"/>.</summary>
/// <param name="Seed">The seed of the run, which reproduces it.</param>
/// <param name="OriginRequests">Requests that reached the origin.</param>
/// <param name="OriginBytes">The bytes that the origin sent.</param>
/// <param name="MostUploads">The most copies that one node sent to others at a time.</param>
/// <param name="Served">Clients that got every byte.</param>
/// <param name="Failed">Clients that did not.</param>
/// <param name="OriginTransfer">The time that the object takes over the origin's line alone.</param>
/// <param name="Hop">The mean round trip between two nodes.</param>
/// <param name="LastNode">The time from the first client until the last node had the whole object.</param>
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
