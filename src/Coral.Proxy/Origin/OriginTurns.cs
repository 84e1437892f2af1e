using Coral.Core.Concurrency;
using Coral.Core.Time;

namespace Coral.Proxy.Origin;

/// <summary>The turns of requests at origins: as many at a time as may have a connection. Any thread.</summary>
/// <remarks>
/// The framework's handler would let requests wait for one of our connections while the origin's time runs. So they
/// wait here, in the order of their arrival, and the time begins when there is a connection for each: the wait is this
/// node's own, and no failure of the origin. Holds nothing for an origin without a request.
/// </remarks>
internal sealed class OriginTurns
{
    private readonly int _perOrigin;
    private readonly TimeSpan _wait;
    private readonly TimeProvider _clock;
    private readonly FairQuota _all;
    private readonly Lock _lock = new();
    private readonly Dictionary<OriginEnd, TurnQueue> _lines = [];
    private int _waiting;

    /// <summary>Creates the turns of all origins.</summary>
    public OriginTurns(OriginOptions options, TimeProvider clock)
    {
        _perOrigin = options.MaxConnectionsPerOrigin;
        _wait = options.ConnectionWait;
        _clock = clock;
        _all = new FairQuota(options.MaxConnections);
    }

    /// <summary>Requests that wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for a turn at <paramref name="end"/>.</summary>
    /// <returns><see langword="null"/> when none came in time; else the caller disposes it.</returns>
    public async ValueTask<OriginTurn?> TakeAsync(OriginEnd end, CancellationToken cancellationToken)
    {
        var line = Join(end);
        try
        {
            if (await TakeAsync(line, cancellationToken))
            {
                return new OriginTurn(this, end, line);
            }
        }
        catch
        {
            Leave(end, line);
            throw;
        }

        Leave(end, line);
        return null;
    }

    /// <summary>True if no request has, or waits for, a turn at <paramref name="end"/>.</summary>
    public bool IsQuiet(OriginEnd end)
    {
        lock (_lock)
        {
            return !_lines.ContainsKey(end);
        }
    }

    /// <summary>Gives a turn back.</summary>
    internal void Return(OriginEnd end, TurnQueue line)
    {
        line.Own.Release(1);
        _all.Release(1);
        Leave(end, line);
    }

    private async ValueTask<bool> TakeAsync(TurnQueue line, CancellationToken cancellationToken)
    {
        if (line.Own.TryAcquire(1))
        {
            if (_all.TryAcquire(1))
            {
                return true;
            }

            line.Own.Release(1);
        }

        Interlocked.Increment(ref _waiting);
        using var limit = new TimeLimit(_wait, _clock, cancellationToken);
        try
        {
            await line.Own.AcquireAsync(1, limit.Token);
            await TakeOneOfAllAsync(line, limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task TakeOneOfAllAsync(TurnQueue line, CancellationToken cancellationToken)
    {
        try
        {
            await _all.AcquireAsync(1, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            line.Own.Release(1);
            throw;
        }
    }

    private TurnQueue Join(OriginEnd end)
    {
        lock (_lock)
        {
            if (!_lines.TryGetValue(end, out var line))
            {
                _lines.Add(end, line = new TurnQueue(new FairQuota(_perOrigin)));
            }

            line.Users++;
            return line;
        }
    }

    private void Leave(OriginEnd end, TurnQueue line)
    {
        lock (_lock)
        {
            if (--line.Users == 0)
            {
                _lines.Remove(end);
            }
        }
    }

    /// <summary>One origin's turns, and how many requests have or want one.</summary>
    internal sealed class TurnQueue(FairQuota own)
    {
        public FairQuota Own => own;

        public int Users { get; set; }
    }
}
