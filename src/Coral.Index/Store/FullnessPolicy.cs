namespace Coral.Index.Store;

/// <summary>
/// The rule by which a key is full for a new value: it has l values, each with at least half of the new value's time to
/// live left.
/// </summary>
internal static class FullnessPolicy
{
    /// <summary>
    /// True if a key is full, judged by what a caller learns of it: the number of values and the remaining time of the
    /// first to expire.
    /// </summary>
    public static bool IsFull(int values, TimeSpan earliestExpiry, TimeSpan newTimeToLive, int valuesPerKey) =>
        values >= valuesPerKey && earliestExpiry >= Needed(newTimeToLive);

    /// <summary>The remaining time that each value needs for the key to be full for a new one.</summary>
    public static TimeSpan Needed(TimeSpan newTimeToLive) => newTimeToLive / 2;
}
