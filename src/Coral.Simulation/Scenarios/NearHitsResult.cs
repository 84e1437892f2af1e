namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="NearHits"/>, in round trips beyond a local hit, in ascending order.</summary>
/// <param name="Headers">The time until the header of the response had arrived.</param>
/// <param name="FirstBytes">The time until the first byte of the body had arrived.</param>
/// <param name="Near">Share of responses from a node found at level 2.</param>
public sealed record NearHitsResult(IReadOnlyList<double> Headers, IReadOnlyList<double> FirstBytes, double Near);
