namespace Coral.Index.Store;

/// <summary>
/// When a key is full for a new value: l values, each with at least half of the new one's time before it.
/// </summary>
internal static class FullnessPolicy
{
    /// <summary>Judges by what a caller is told: the number of values and the time of the first to go.</summary>
    public static bool IsFull(int values, TimeSpan earliestExpiry, TimeSpan newTimeToLive, int valuesPerKey) =>
        values >= valuesPerKey && earliestExpiry >= Needed(newTimeToLive);

    /// <summary>The time that each value needs before it for the key to be full for a new one.</summary>
    public static TimeSpan Needed(TimeSpan newTimeToLive) => newTimeToLive / 2;
}
