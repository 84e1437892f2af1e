namespace Coral.Core.Time;

/// <summary>A token that is cancelled with the caller's token, or once a time has passed.</summary>
/// <remarks>
/// <code>
/// using var limit = new TimeLimit(patience, clock, cancellationToken);
/// try { … await ConnectAsync(limit.Token); … }
/// catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested) { /* the time has passed */ }
/// </code>
/// The timer is the injected clock's and callbacks run on the thread that cancels, so that simulated code stays in the
/// simulator. Disposing it stops the timer.
/// </remarks>
public sealed class TimeLimit : CancellationTokenSource
{
    private readonly CancellationTokenRegistration _caller;

    /// <summary>Starts the time.</summary>
    /// <param name="time">Zero cancels at once, <see cref="Timeout.InfiniteTimeSpan"/> never.</param>
    /// <param name="cancellationToken">The caller's token, whose cancellation cancels ours.</param>
    public TimeLimit(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
        : base(time, clock)
    {
        _caller = cancellationToken.UnsafeRegister(static limit => ((TimeLimit)limit!).Cancel(), this);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _caller.Dispose();
        }

        base.Dispose(disposing);
    }
}
