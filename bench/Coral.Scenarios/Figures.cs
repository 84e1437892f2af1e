namespace Coral.Scenarios;

/// <summary>Points of a distribution, by nearest rank.</summary>
internal static class Figures
{
    public static double At(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    public static double Median(IEnumerable<double> values) => At(values, 0.5);
}
