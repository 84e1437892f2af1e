namespace Coral.Proxy.Hosting;

/// <summary>The reading of one client against the slowest rate that is allowed. One thread at a time.</summary>
/// <remarks>
/// A client that has bytes to take has time to do so: the grace at first. Time passes, and every byte that it takes
/// gives some back, as much as it may need at the slowest rate; but never more than <see cref="MostGraces"/> graces,
/// however fast it was before. A receiver opens its window in steps of several kilobytes, so that some time without a
/// byte is no proof of slowness.
/// </remarks>
internal sealed class ReadingPace(long minBytesPerSecond, TimeSpan grace)
{
    /// <summary>The longest time without a byte, in graces.</summary>
    public const int MostGraces = 4;

    private readonly TimeSpan _most = grace * MostGraces;
    private bool _owed;
    private TimeSpan _left;
    private TimeSpan _at;
    private long _taken;

    /// <summary>Takes a new reading.</summary>
    /// <param name="at">The time of the reading, from any fixed moment on.</param>
    /// <param name="taken">The bytes that the client has taken since its connection began.</param>
    /// <param name="owes">True if there are bytes that it has not taken.</param>
    /// <returns>True for a client that has been too slow.</returns>
    public bool IsTooSlow(TimeSpan at, long taken, bool owes)
    {
        var earned = TimeSpan.FromSeconds(Math.Min((double)(taken - _taken) / minBytesPerSecond, _most.TotalSeconds));
        var before = _owed ? _left - (at - _at) : grace;
        _left = before + earned < _most ? before + earned : _most;
        (_owed, _at, _taken) = (owes, at, taken);
        return owes && _left <= TimeSpan.Zero;
    }
}
