namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="NearbyGets"/>.</summary>
/// <param name="Milliseconds">The duration of each get, in ascending order.</param>
/// <param name="Found">Share of gets that found the value.</param>
/// <param name="Hops">Mean number of nodes that responded during a get.</param>
/// <param name="Calls">Mean number of nodes asked; equal to the hops where every node responded.</param>
public sealed record NearbyGetsResult(IReadOnlyList<double> Milliseconds, double Found, double Hops, double Calls);
