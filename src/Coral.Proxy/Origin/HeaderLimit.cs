namespace Coral.Proxy.Origin;

/// <summary>The time limit on an origin's response header; it stands still while a connection is being made.</summary>
/// <remarks>
/// Connecting has a limit of its own. A connection made for one request may end up serving another, and may outlive the
/// request that it was made for; so this is called from other threads, and after its end.
/// </remarks>
internal sealed class HeaderLimit : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _caller;
    private readonly TimeSpan _limit;
    private bool _over;

    /// <summary>Starts the limit.</summary>
    /// <param name="limit">The time until the whole header must have arrived.</param>
    /// <param name="cancellationToken">Ends the wait before its time.</param>
    public HeaderLimit(TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        _limit = limit;
        _source = new CancellationTokenSource(limit, clock);
        _caller = cancellationToken.UnsafeRegister(static self => ((HeaderLimit)self!)._source.Cancel(), this);
    }

    /// <summary>Cancelled when the time is over, or the caller wants no more.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Pauses the limit while a connection is being made.</summary>
    public void Pause() => Rearm(Timeout.InfiniteTimeSpan);

    /// <summary>Starts the limit anew once the connection is open, or has failed.</summary>
    public void Restart() => Rearm(_limit);

    /// <inheritdoc />
    public void Dispose()
    {
        _caller.Dispose();
        lock (_lock)
        {
            _over = true;
            _source.Dispose();
        }
    }

    private void Rearm(TimeSpan delay)
    {
        lock (_lock)
        {
            if (!_over)
            {
                _source.CancelAfter(delay);
            }
        }
    }
}
