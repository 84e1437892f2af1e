using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Coral.Proxy.Hosting;

/// <summary>One connection of a client: what it is doing, and since when. Any thread.</summary>
internal sealed class ClientConnection
{
    private readonly ConnectionContext _connection;
    private readonly Socket? _socket;
    private readonly TimeProvider _clock;
    private readonly ReadingPace? _pace;
    private int _requests;
    private long _idleSince;
    private bool _isSettled;

    /// <summary>Takes note of a connection that has just been accepted.</summary>
    /// <param name="network">The network that it counts for; <see langword="null"/> for one without a bound.</param>
    /// <param name="bounds">The bounds of its server.</param>
    public ClientConnection(
        ConnectionContext connection,
        ClientNetwork? network,
        ConnectionBounds bounds,
        TimeProvider clock
    )
    {
        _connection = connection;
        _socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        _clock = clock;
        _pace = bounds.MinBytesPerSecond > 0 ? new ReadingPace(bounds.MinBytesPerSecond, bounds.Grace) : null;
        _idleSince = clock.GetTimestamp();
        Network = network;
        Bounds = bounds;
    }

    /// <summary>The bounds of its server.</summary>
    public ConnectionBounds Bounds { get; }

    /// <summary>The network that the connection counts for.</summary>
    public ClientNetwork? Network { get; }

    /// <summary>The timestamp of its last response's end, or of its beginning.</summary>
    public long IdleSince => Volatile.Read(ref _idleSince);

    /// <summary>True while no request of it is being answered.</summary>
    public bool IsIdle => Volatile.Read(ref _requests) == 0;

    /// <summary>True if its client has taken all that it was sent, as far as the system tells.</summary>
    public bool HasTakenAll => _socket is null || TcpProgress.Read(_socket) is not { Owes: true };

    /// <summary>Called when the header of a request is here.</summary>
    public void RequestBegan()
    {
        Interlocked.Increment(ref _requests);
        Volatile.Write(ref _isSettled, false);
    }

    /// <summary>Called when its response is complete, or will never be.</summary>
    public void RequestEnded()
    {
        Volatile.Write(ref _idleSince, _clock.GetTimestamp());
        Interlocked.Decrement(ref _requests);
    }

    /// <summary>Checks how fast the client reads. One thread at a time.</summary>
    /// <param name="at">The time of the check.</param>
    /// <returns>True for a client that has been too slow.</returns>
    public bool IsTooSlow(TimeSpan at)
    {
        if (_pace is null || _socket is null || Volatile.Read(ref _isSettled))
        {
            return false;
        }

        // An idle connection whose client has taken all needs no look until its next request.
        var isIdle = IsIdle;
        if (TcpProgress.Read(_socket) is not { } progress)
        {
            return false;
        }

        if (isIdle && !progress.Owes)
        {
            Volatile.Write(ref _isSettled, true);
            if (!IsIdle)
            {
                Volatile.Write(ref _isSettled, false);
            }
        }

        return _pace.IsTooSlow(at, progress.Taken, progress.Owes);
    }

    /// <summary>Closes the connection of a client that has nothing to get.</summary>
    public void Close(string reason) => _connection.Abort(new ConnectionAbortedException(reason));

    /// <summary>Cuts the connection: what waits for the client in the kernel goes too.</summary>
    public void Cut(string reason)
    {
        try
        {
            if (_socket is not null)
            {
                _socket.LingerState = new LingerOption(enable: true, 0);
            }
        }
        catch (Exception ex) when (ex is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }

        Close(reason);
    }
}
