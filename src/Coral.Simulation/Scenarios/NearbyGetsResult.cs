namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="NearbyGets"/>.</summary>
/// <param name="Milliseconds">Of each get, in ascending order.</param>
/// <param name="Found">Share of gets that found the value.</param>
/// <param name="Hops">Nodes that answered on the way, mean.</param>
/// <param name="Calls">Nodes asked, mean: as many as hops where nobody was silent.</param>
public sealed record NearbyGetsResult(IReadOnlyList<double> Milliseconds, double Found, double Hops, double Calls);
