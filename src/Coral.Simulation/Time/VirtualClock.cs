namespace Coral.Simulation.Time;

/// <summary>
/// The simulator's <see cref="TimeProvider"/>: a clock that advances only when the work that is due now is done.
/// </summary>
/// <remarks>
/// One queue holds every timer and every posted continuation, ordered by due time, then by the order of arrival, so
/// that a run is a function of its inputs alone. Single-threaded: everything runs on the thread that calls
/// <see cref="Run(Func{Task})"/>. A posted continuation is due at once.
/// </remarks>
public sealed class VirtualClock : TimeProvider
{
    /// <summary>The start of every run, so that no run depends on today's date.</summary>
    public static readonly DateTimeOffset DefaultStart = new(2004, 3, 29, 0, 0, 0, TimeSpan.Zero);

    private const long PulseMask = 0xFFF;

    private readonly EventQueue _queue = new();
    private readonly DateTimeOffset _start;
    private readonly Action<TimeSpan>? _pulse;
    private long _nowTicks;
    private int _thread;
    private volatile string? _escape;

    /// <summary>Creates a clock that stands at <see cref="DefaultStart"/>.</summary>
    public VirtualClock()
        : this(DefaultStart) { }

    /// <summary>Creates a clock that stands at <paramref name="start"/>.</summary>
    public VirtualClock(DateTimeOffset start)
    {
        _start = start;
    }

    /// <summary>Creates a clock that stands at <see cref="DefaultStart"/>.</summary>
    /// <param name="pulse">
    /// Called every few thousand events, between two of them, with the virtual time since the start: to show progress,
    /// or to end the run by an exception.
    /// </param>
    public VirtualClock(Action<TimeSpan> pulse)
        : this(DefaultStart)
    {
        _pulse = pulse;
    }

    /// <summary>Virtual time since the start of the run.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_nowTicks);

    /// <summary>The number of the event that runs now.</summary>
    internal long Running => _queue.Current;

    /// <summary>The number of events executed so far, by which reports divide wall time.</summary>
    public long Executed { get; private set; }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _start.AddTicks(_nowTicks);

    /// <inheritdoc />
    public override long GetTimestamp() => _nowTicks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Runs <paramref name="main"/> and all work that it starts, until <paramref name="main"/> completes.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing is due and <paramref name="main"/> still waits: a
    /// deadlock.</exception>
    public void Run(Func<Task> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        var outer = SynchronizationContext.Current;
        _thread = Environment.CurrentManagedThreadId;
        SynchronizationContext.SetSynchronizationContext(new VirtualSynchronizationContext(this));
        try
        {
            var task = main();
            while (!task.IsCompleted)
            {
                var more = RunNext();
                ThrowOnEscape();
                if (!more)
                {
                    throw new InvalidOperationException(
                        $"Deadlock at {Elapsed}: nothing is due, and the scenario still waits."
                    );
                }
            }

            ThrowOnEscape();
            task.GetAwaiter().GetResult();
        }
        finally
        {
            _thread = 0;
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs <paramref name="main"/> as <see cref="Run(Func{Task})"/> does, and returns its result.</summary>
    public T Run<T>(Func<Task<T>> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        var result = default(T)!;
        Run(async () =>
        {
            result = await main();
        });
        return result;
    }

    /// <summary>Queues <paramref name="callback"/> to run <paramref name="delay"/> from now.</summary>
    /// <returns>The event's number, which is <see cref="Running"/> while it runs.</returns>
    internal long Schedule(TimeSpan delay, SendOrPostCallback callback, object? state)
    {
        if (_thread != 0 && _thread != Environment.CurrentManagedThreadId)
        {
            _escape ??= Environment.StackTrace;
            return -1;
        }

        return _queue.Add(_nowTicks, _nowTicks + Math.Max(0, delay.Ticks), callback, state);
    }

    /// <summary>
    /// Throws when work has left the thread: a continuation on another thread would run at a time that no seed decides.
    /// </summary>
    private void ThrowOnEscape()
    {
        if (_escape is { } trace)
        {
            throw new InvalidOperationException(
                $"Simulated code went through another thread:{Environment.NewLine}{trace}"
            );
        }
    }

    private bool RunNext()
    {
        if (!_queue.TryTake(out var due, out var callback, out var state))
        {
            return false;
        }

        _nowTicks = due;
        if ((++Executed & PulseMask) == 0)
        {
            _pulse?.Invoke(Elapsed);
        }

        callback(state);
        return true;
    }
}
