namespace Coral.Proxy.Hosting;

/// <summary>Cuts off clients that read too slowly, by what the kernel says that they have taken.</summary>
/// <remarks>
/// The server has such a rule itself, but gives a client time for all that it has buffered for it, in the kernel too:
/// hours, at 240 bytes a second. It stays in force where the kernel does not tell. Time in which this process did not
/// run counts against nobody. The clock is the kernel's, whatever clock the server has.
/// </remarks>
internal sealed class SlowReaders : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ConnectionTable _table;
#pragma warning disable RS0030 // What is measured is the kernel's, which no hand turns.
    private readonly TimeProvider _clock = TimeProvider.System;
#pragma warning restore RS0030
    private readonly ITimer _timer;
    private TimeSpan _at;
    private long _lookedAt;
    private int _isLooking;

    /// <summary>Begins to look, once a second.</summary>
    public SlowReaders(ConnectionTable table)
    {
        _table = table;
        _lookedAt = _clock.GetTimestamp();
        _timer = _clock.CreateTimer(static self => ((SlowReaders)self!).Look(), this, Period, Period);
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (Interlocked.Exchange(ref _isLooking, 1) != 0)
        {
            return;
        }

        try
        {
            var now = _clock.GetTimestamp();
            var elapsed = _clock.GetElapsedTime(_lookedAt, now);
            _at += elapsed < 2 * Period ? elapsed : 2 * Period;
            _lookedAt = now;
            foreach (var connection in _table.All())
            {
                if (connection.IsTooSlow(_at))
                {
                    _table.Counts.Slow();
                    connection.Cut("The client read too slowly.");
                }
            }
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }
}
