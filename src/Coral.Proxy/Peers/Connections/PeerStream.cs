using Coral.Proxy.Origin;

namespace Coral.Proxy.Peers.Connections;

/// <summary>A connection to a peer, which notices when the peer falls silent.</summary>
/// <remarks>
/// The framework's client reads at all times, and pings while a request runs. So, while one runs, a read that brings
/// nothing for as long as <see cref="PeerOptions.DeadAfter"/> means that the peer is dead, however slow its own source.
/// The timer is set again when it fires early, not at every read. When it fires late, it is this machine that stood
/// still, and the peer gets its time once more.
/// </remarks>
internal sealed class PeerStream : ForwardingStream
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource _dead = new();
    private readonly PeerConnection _link;
    private readonly TimeSpan _deadAfter;
    private readonly PeerMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private long _heardAt;
    private volatile bool _parked;
    private volatile bool _watched;
    private int _closed;

    /// <summary>Takes over an open connection.</summary>
    public PeerStream(Stream inner, PeerConnection link, TimeSpan deadAfter, PeerMetrics metrics, TimeProvider clock)
        : base(inner)
    {
        _link = link;
        _deadAfter = deadAfter;
        _metrics = metrics;
        _clock = clock;
        _timer = clock.CreateTimer(
            static self => ((PeerStream)self!).OnTimer(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Nobody reads yet: closes after <paramref name="time"/>, unless it is taken.</summary>
    public void Park_NeedsLock(TimeSpan time)
    {
        _parked = true;
        _timer.Change(time, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The framework reads from now on.</summary>
    public void Take_NeedsLock(bool watch)
    {
        _parked = false;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Watch_NeedsLock(watch);
    }

    /// <summary>True while a request runs.</summary>
    public void Watch_NeedsLock(bool watch)
    {
        _watched = watch;
        if (watch && !_parked)
        {
            Volatile.Write(ref _heardAt, _clock.GetTimestamp());
            _timer.Change(_deadAfter, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var bytes = await Inner.ReadAsync(
                buffer,
                cancellationToken.CanBeCanceled ? cancellationToken : _dead.Token
            );
            Volatile.Write(ref _heardAt, _clock.GetTimestamp());
            return bytes;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException("The peer fell silent.", exception);
        }
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        Leave();
        return base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        Leave();
        base.Dispose(disposing);
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _timer.Dispose();
            _link.Closed(this);
        }
    }

    private void OnTimer()
    {
        if (_parked)
        {
            Dispose();
            return;
        }

        var left = _deadAfter - _clock.GetElapsedTime(Volatile.Read(ref _heardAt));
        if (!_watched)
        {
            return;
        }

        if (left < -Late)
        {
            Volatile.Write(ref _heardAt, _clock.GetTimestamp());
            left = _deadAfter;
        }

        if (left > TimeSpan.Zero)
        {
            _timer.Change(left, Timeout.InfiniteTimeSpan);
            return;
        }

        _metrics.Died();
        _dead.Cancel();
        Dispose();
    }
}
