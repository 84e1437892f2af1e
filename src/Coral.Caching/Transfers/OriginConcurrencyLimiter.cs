using Coral.Core.Concurrency;

namespace Coral.Caching.Transfers;

/// <summary>
/// Limits the requests that one origin gets at a time for what cannot be shared. Safe for concurrent use.
/// </summary>
/// <remarks>
/// First come, first served, by origin, and as many at a time as its <see cref="ConcurrencyWindow"/> says. A slot is
/// held until the body has come: its client's own pace counts only where the body is longer than the run-ahead. Holds
/// nothing for an origin that nobody uses or waits for.
/// </remarks>
/// <param name="least">Requests at a time that every origin gets.</param>
/// <param name="most">Requests at a time that an origin gets which responds no later for it.</param>
/// <param name="clock">The clock for the wait for a response.</param>
internal sealed class OriginConcurrencyLimiter(int least, int most, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>The origins with a permit taken or a request waiting.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>Waits for a slot at <paramref name="origin"/>.</summary>
    public async Task<OriginPermit> AcquireAsync(string origin, CancellationToken cancellationToken)
    {
        var line = Join(origin);
        try
        {
            await line.Slots.AcquireAsync(1, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(origin, line);
            throw;
        }

        return new OriginPermit(this, origin, line, clock.GetTimestamp());
    }

    /// <summary>Counts a request that is at <paramref name="origin"/> already, even beyond the limit.</summary>
    public OriginPermit AcquireAtOnce(string origin)
    {
        var line = Join(origin);
        line.Slots.Take(1);
        return new OriginPermit(this, origin, line, clock.GetTimestamp());
    }

    /// <summary>Adapts the limit to a response, or to a failure.</summary>
    internal void Report(Line line, long requestedAt, bool isRefusal)
    {
        var wait = clock.GetElapsedTime(requestedAt);
        lock (_lock)
        {
            if (isRefusal)
            {
                line.Window.Refused();
            }
            else
            {
                line.Window.Responded(wait, isFull: line.Slots.Taken >= line.Window.Size);
            }

            line.Slots.Resize(line.Window.Size);
        }
    }

    /// <summary>Gives a slot back.</summary>
    internal void Exit(string origin, Line line)
    {
        line.Slots.Release(1);
        Leave(origin, line);
    }

    private Line Join(string origin)
    {
        lock (_lock)
        {
            if (!_lines.TryGetValue(origin, out var line))
            {
                line = new Line(new FairQuota(least), new ConcurrencyWindow(least, most));
                _lines.Add(origin, line);
            }

            line.Users++;
            return line;
        }
    }

    private void Leave(string origin, Line line)
    {
        lock (_lock)
        {
            if (--line.Users == 0)
            {
                _lines.Remove(origin);
            }
        }
    }

    /// <summary>One origin's slots, and how many use or want them.</summary>
    internal sealed class Line(FairQuota slots, ConcurrencyWindow window)
    {
        public FairQuota Slots => slots;

        public ConcurrencyWindow Window => window;

        public int Users { get; set; }
    }
}
