namespace Coral.Index.Clusters;

/// <summary>The size of a cluster, estimated from what its members announce.</summary>
/// <remarks>
/// Each member judges by its own routing table, whose deepest buckets hold about a dozen nodes: a third off is usual.
/// The median of many announcements is much nearer, and no single liar moves it.
/// </remarks>
internal static class SizeEstimate
{
    /// <summary>The median of the announced sizes, or <paramref name="atLeast"/> when that is more.</summary>
    /// <param name="said">Sizes that members announced; this method sorts them.</param>
    /// <param name="atLeast">The number of members that the node knows itself.</param>
    public static double Of(Span<uint> said, int atLeast)
    {
        if (said.IsEmpty)
        {
            return atLeast;
        }

        said.Sort();
        var middle = said.Length / 2;
        var median = (said.Length & 1) == 1 ? said[middle] : (said[middle - 1] + (double)said[middle]) / 2;
        return Math.Max(atLeast, median);
    }

    /// <summary>The size to announce: the last figure stays until the new one is a quarter away from it.</summary>
    /// <remarks>Every change is sent to each contact once, so small changes are not worth their bytes.</remarks>
    public static uint Announce(uint announced, int estimate) =>
        Math.Abs(estimate - (double)announced) * 4 > announced || (estimate <= 4 && estimate != announced)
            ? (uint)Math.Max(1, estimate)
            : announced;
}
