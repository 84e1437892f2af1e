namespace Coral.Index.Clusters;

/// <summary>The paper's δ: how much larger, in powers of two, a cluster must be to win by size.</summary>
/// <remarks>
/// 0 in the even hours of the younger cluster's age, 2 in the odd ones. Clusters of very different size decide at once;
/// two whose members keep moving to whichever is larger come to rest in the hour in which the lower id decides.
/// </remarks>
internal static class SquareWave
{
    /// <summary>The value of δ for an age of the younger cluster.</summary>
    public static int At(TimeSpan youngerAge) => ((int)Math.Max(0, youngerAge.TotalHours) & 1) == 0 ? 0 : 2;
}
