namespace Coral.Index.Clusters;

/// <summary>The paper's δ: how much larger, in powers of two, a cluster must be to win by size.</summary>
/// <remarks>
/// 0 in the even hours of the younger cluster's age, 2 in the odd ones: clusters of very different size decide at
/// once, and two that chase each other's sizes come to rest when the lower id decides for an hour.
/// </remarks>
internal static class SquareWave
{
    /// <summary>δ at an age.</summary>
    public static int At(TimeSpan youngerAge) => ((int)Math.Max(0, youngerAge.TotalHours) & 1) == 0 ? 0 : 2;
}
