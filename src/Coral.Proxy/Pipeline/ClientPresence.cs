namespace Coral.Proxy.Pipeline;

/// <summary>Tells when the client of a request that waits for its response has left.</summary>
/// <remarks>
/// At once when the connection is reset. A client that closed its sending side may have left or may wait, which nobody
/// can tell before something is written: it is believed to wait for a while, and for as long as it takes bytes.
/// </remarks>
internal sealed class ClientPresence : IDisposable
{
    private readonly RequestContext _context;
    private readonly TimeSpan _patience;
    private readonly CancellationTokenRegistration _reset;
    private readonly CancellationTokenRegistration _halfClosed;
    private readonly ITimer _timer;
    private long _taken;

    // No timer and no link of its own, so that there is nothing to dispose, and a late tick does no harm.
#pragma warning disable CA2213
    private readonly CancellationTokenSource _left = new();
#pragma warning restore CA2213

    /// <summary>Watches over a request until it is disposed.</summary>
    /// <param name="patience">The time for which a half-closed connection may take no byte.</param>
    public ClientPresence(RequestContext context, TimeSpan patience, TimeProvider clock)
    {
        (_context, _patience) = (context, patience);
        _timer = clock.CreateTimer(
            static self => ((ClientPresence)self!).Check(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _reset = context.Aborted.UnsafeRegister(static self => ((ClientPresence)self!)._left.Cancel(), this);
        _halfClosed = context.HalfClosed.UnsafeRegister(static self => ((ClientPresence)self!).Arm(), this);
    }

    /// <summary>Cancelled when the client has left.</summary>
    public CancellationToken Left => _left.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        _halfClosed.Dispose();
        _reset.Dispose();
        _timer.Dispose();
    }

    private void Arm() => _timer.Change(_patience, Timeout.InfiniteTimeSpan);

    private void Check()
    {
        var taken = _context.BodyBytes;
        if (taken == _taken)
        {
            _left.Cancel();
            return;
        }

        _taken = taken;
        Arm();
    }
}
