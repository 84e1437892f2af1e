namespace Coral.Caching.Transfers;

/// <summary>
/// Exponential back-off by key: the pause doubles with every further failure in a row.
/// </summary>
/// <param name="first">The pause after the first failure that is not forgiven.</param>
/// <param name="longest">The bound on the doubled pause.</param>
/// <param name="remembered">The number of keys that are remembered.</param>
/// <param name="clock">The clock that pauses are measured by.</param>
/// <param name="forgiven">Failures in a row before the first pause.</param>
/// <remarks>
/// Safe for concurrent use. Several attempts that were under way together count as one failure: only an attempt begun
/// after the last counted failure says something new.
/// </remarks>
internal sealed class BackoffTable<TKey>(
    TimeSpan first,
    TimeSpan longest,
    int remembered,
    TimeProvider clock,
    int forgiven
)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly RecentTable<TKey, Record> _records = new(remembered);

    public int Count => _records.Count;

    /// <summary>
    /// The rest of the pause of <paramref name="key"/>; <see langword="null"/> when it may be requested.
    /// </summary>
    public TimeSpan? Pause(TKey key)
    {
        var left = _records.TryGet(key, out var record) ? record.Until - clock.GetUtcNow() : TimeSpan.Zero;
        return left > TimeSpan.Zero ? left : null;
    }

    /// <summary>
    /// As <see cref="Pause"/>, by a caller that sends a request if the result is <see langword="null"/>.
    /// </summary>
    /// <remarks>
    /// After a pause one finds out for all: the others are held back until it knows, or for the first pause again.
    /// </remarks>
    public TimeSpan? PauseOrProbe(TKey key)
    {
        lock (_lock)
        {
            if (Pause(key) is { } pause)
            {
                return pause;
            }

            if (_records.TryGet(key, out var record) && record.InARow > forgiven)
            {
                _records.Set(key, record with { Until = clock.GetUtcNow() + first });
            }

            return null;
        }
    }

    /// <summary>Counts a failure of an attempt that began at <paramref name="startedAt"/>.</summary>
    /// <returns>The pause of <paramref name="key"/> now; zero without one, or when nothing was counted.</returns>
    public TimeSpan Failed(TKey key, DateTimeOffset startedAt)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            var inARow = 1;
            if (_records.TryGet(key, out var last))
            {
                if (startedAt < last.CountedAt)
                {
                    return TimeSpan.Zero;
                }

                inARow = last.InARow + 1;
            }

            var pause = PauseAfter(inARow);
            _records.Set(key, new Record(inARow, now, now + pause));
            return pause;
        }
    }

    /// <summary>Forgets the failures of <paramref name="key"/>.</summary>
    public void Succeeded(TKey key) => _records.Remove(key);

    private TimeSpan PauseAfter(int inARow) =>
        inARow <= forgiven ? TimeSpan.Zero : DoublingPause.After(inARow - forgiven, first, longest);

    private readonly record struct Record(int InARow, DateTimeOffset CountedAt, DateTimeOffset Until);
}
