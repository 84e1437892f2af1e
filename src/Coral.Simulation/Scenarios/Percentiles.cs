namespace Coral.Simulation.Scenarios;

/// <summary>Points of a distribution, by nearest rank.</summary>
internal static class Percentiles
{
    /// <summary>
    /// The least value with at least this share of all values at or below it; 0 if there are no values.
    /// </summary>
    /// <param name="sorted">The values in ascending order.</param>
    /// <param name="share">The share, from 0 to 1.</param>
    public static double At(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
