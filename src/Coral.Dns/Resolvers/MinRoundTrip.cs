namespace Coral.Dns.Resolvers;

/// <summary>The minimum of the round trips measured within an hour.</summary>
/// <remarks>Safe from any thread: a lost race loses one sample.</remarks>
internal sealed class MinRoundTrip
{
    /// <summary>The time for which a minimum counts, since routes change.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private long _ticks = -1;
    private long _since;

    /// <summary>The minimum; <see langword="null"/> before the first sample.</summary>
    public TimeSpan? Value => Volatile.Read(ref _ticks) is >= 0 and var ticks ? new TimeSpan(ticks) : null;

    /// <summary>Adds a sample.</summary>
    /// <returns>True when the sample is the minimum now.</returns>
    public bool Add(TimeSpan roundTrip, TimeSpan now)
    {
        var known = Volatile.Read(ref _ticks);
        var isFirst = known < 0 || now - new TimeSpan(Volatile.Read(ref _since)) > Lifetime;
        if (isFirst)
        {
            Volatile.Write(ref _since, now.Ticks);
        }
        else if (roundTrip.Ticks >= known)
        {
            return false;
        }

        Volatile.Write(ref _ticks, Math.Max(0, roundTrip.Ticks));
        return true;
    }
}
