namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="NearHits"/>, in round trips beyond a local hit, in ascending order.</summary>
/// <param name="Headers">Until the response's header was there.</param>
/// <param name="FirstBytes">Until the first byte of its body was.</param>
/// <param name="Near">Share of answers that came from a node found at level 2.</param>
public sealed record NearHitsResult(IReadOnlyList<double> Headers, IReadOnlyList<double> FirstBytes, double Near);
