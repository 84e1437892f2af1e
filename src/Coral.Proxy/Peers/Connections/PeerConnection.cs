using System.Net;

namespace Coral.Proxy.Peers.Connections;

/// <summary>The way to one peer: its connection, or the attempt to make one, which all requests share.</summary>
/// <remarks>
/// A connection is made before there is a request for it, and parked until the framework's client takes it. An attempt
/// that nobody waits for any more is given up, and a connection that nobody takes is closed.
/// </remarks>
internal sealed class PeerConnection(
    IPEndPoint target,
    PeerDialer dialer,
    PeerMetrics metrics,
    TimeProvider clock,
    Lock sync,
    Action<PeerConnection> forget
)
{
    /// <summary>The time for which a connection waits for its first request.</summary>
    public static readonly TimeSpan ParkTime = TimeSpan.FromSeconds(10);

    private readonly List<PeerStream> _open = [];
    private PeerStream? _parked;
    private ConnectAttempt? _attempt;
    private int _users;

    /// <summary>The endpoint of the peer.</summary>
    public IPEndPoint Target => target;

    /// <summary>True while a request uses or awaits the connection.</summary>
    public bool IsInUse => _users > 0;

    /// <summary>The time at which the last use ended.</summary>
    public long LeftAt { get; private set; }

    /// <summary>Counts a use; while there is one, silence is death.</summary>
    public void Enter_NeedsLock()
    {
        if (_users++ == 0)
        {
            WatchAll_NeedsLock(true);
        }
    }

    /// <summary>Ends a use.</summary>
    public void Leave_NeedsLock()
    {
        if (--_users == 0)
        {
            LeftAt = clock.GetTimestamp();
            WatchAll_NeedsLock(false);
            ForgetIfUnused_NeedsLock();
        }
    }

    /// <summary>Makes sure that there is a connection.</summary>
    /// <returns><see langword="false"/> when none can be made in time.</returns>
    public async Task<bool> ConnectAsync(CancellationToken cancellationToken)
    {
        ConnectAttempt attempt;
        lock (sync)
        {
            if (_open.Count > 0)
            {
                return true;
            }

            attempt = _attempt ??= new ConnectAttempt();
            if (attempt.Waiting++ == 0 && attempt.Running is null)
            {
                attempt.Running = Task.Run(() => ParkAsync(attempt), CancellationToken.None);
            }
        }

        try
        {
            return await attempt.Running!.WaitAsync(cancellationToken);
        }
        finally
        {
            Unwait(attempt, cancellationToken.IsCancellationRequested);
        }
    }

    /// <summary>The parked connection, or a new one: now it is the framework's.</summary>
    public async ValueTask<Stream?> TakeAsync(CancellationToken cancellationToken)
    {
        lock (sync)
        {
            if (_parked is { } parked)
            {
                _parked = null;
                parked.Take_NeedsLock(_users > 0);
                return parked;
            }
        }

        if (await OpenAsync(cancellationToken) is not { } opened)
        {
            return null;
        }

        lock (sync)
        {
            opened.Take_NeedsLock(_users > 0);
        }

        return opened;
    }

    /// <summary>Closes what is open, and gives up what is being opened.</summary>
    public void Close()
    {
        PeerStream[] open;
        lock (sync)
        {
            _attempt?.Cancel();
            open = [.. _open];
        }

        Array.ForEach(open, stream => stream.Dispose());
    }

    /// <summary>A connection has ended.</summary>
    internal void Closed(PeerStream stream)
    {
        lock (sync)
        {
            if (!_open.Remove(stream))
            {
                return;
            }

            _parked = ReferenceEquals(_parked, stream) ? null : _parked;
            ForgetIfUnused_NeedsLock();
        }

        metrics.Closed();
    }

    private async Task<bool> ParkAsync(ConnectAttempt attempt)
    {
        var stream = await OpenAsync(attempt.Token);
        var abandoned = false;
        lock (sync)
        {
            _attempt = ReferenceEquals(_attempt, attempt) ? null : _attempt;
            abandoned = attempt.Token.IsCancellationRequested || _parked is not null;
            if (stream is not null && !abandoned)
            {
                _parked = stream;
                stream.Park_NeedsLock(ParkTime);
            }

            ForgetIfUnused_NeedsLock();
        }

        attempt.Dispose();
        if (abandoned && stream is not null)
        {
            await stream.DisposeAsync();
        }

        return stream is not null;
    }

    private void Unwait(ConnectAttempt attempt, bool cancelled)
    {
        PeerStream? unwanted = null;
        lock (sync)
        {
            if (--attempt.Waiting > 0)
            {
                return;
            }

            if (ReferenceEquals(_attempt, attempt))
            {
                attempt.Cancel();
                _attempt = null;
            }
            else if (cancelled && _users <= 1)
            {
                // The connection was established just as the last request for it was cancelled.
                unwanted = _parked;
            }
        }

        unwanted?.Dispose();
    }

    private async Task<PeerStream?> OpenAsync(CancellationToken cancellationToken)
    {
        if (await dialer.DialAsync(this, cancellationToken) is not { } stream)
        {
            return null;
        }

        lock (sync)
        {
            _open.Add(stream);
        }

        metrics.Opened();
        return stream;
    }

    private void WatchAll_NeedsLock(bool watch)
    {
        foreach (var stream in _open)
        {
            stream.Watch_NeedsLock(watch);
        }
    }

    private void ForgetIfUnused_NeedsLock()
    {
        if (_users == 0 && _open.Count == 0 && _attempt is null)
        {
            forget(this);
        }
    }
}
