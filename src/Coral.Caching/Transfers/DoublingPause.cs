namespace Coral.Caching.Transfers;

/// <summary>The pause of an exponential back-off: it doubles with each failure in a row, up to a longest.</summary>
internal static class DoublingPause
{
    /// <summary>Doublings beyond these overflow, and no longest pause is as long.</summary>
    private const int MaxDoublings = 30;

    /// <summary>The pause after <paramref name="failures"/> in a row, one at least.</summary>
    /// <param name="failures">The number of failures in a row that count.</param>
    /// <param name="first">The pause after the first of them.</param>
    /// <param name="longest">The bound on the doubled pause.</param>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest)
    {
        var pause = first * Math.Pow(2, Math.Min(failures - 1, MaxDoublings));
        return pause < longest ? pause : longest;
    }
}
