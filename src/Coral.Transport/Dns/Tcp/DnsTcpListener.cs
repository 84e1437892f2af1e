using System.Net;
using System.Net.Sockets;
using Coral.Dns.Serving;
using Coral.Transport.Interop;

namespace Coral.Transport.Dns.Tcp;

/// <summary>Answers DNS queries that come over TCP (RFC 1035, section 4.2.2; RFC 7766).</summary>
/// <remarks>
/// Beside what does not fit a datagram, this is how a resolver proves its address, and how its distance is measured.
/// Linux only, as its sister for datagrams is.
/// </remarks>
public sealed class DnsTcpListener : IAsyncDisposable
{
    private const int Backlog = 512;

    // What a client does not read waits in the system's memory: not in megabytes.
    private const int SendBufferBytes = 64 << 10;

    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly TcpConnectionContext _server;
    private readonly TcpConnections _connections;
    private readonly CancellationTokenSource _stop = new();
    private readonly InFlightCounter _running = new(int.MaxValue);
    private int _isDisposed;

    private DnsTcpListener(Socket socket, TcpConnectionContext server)
    {
        _socket = socket;
        _server = server;
        _connections = new TcpConnections(server.Options);
        BoundEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        Completion = AcceptAllAsync();
    }

    /// <summary>Where it listens; port 0 has become a free one.</summary>
    public IPEndPoint BoundEndPoint { get; }

    /// <summary>Completes when it no longer accepts.</summary>
    public Task Completion { get; }

    /// <summary>Binds, and begins to answer.</summary>
    /// <param name="endPoint">Where to listen; <c>[::]</c> takes IPv4 too.</param>
    /// <param name="responder">Who answers.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="clock">For the idle limit.</param>
    /// <param name="metrics">Counts.</param>
    /// <param name="onFault">Told what the responder throws, which it never should. Any thread.</param>
    /// <exception cref="SocketException">The address cannot be bound: another listens there, say.</exception>
    /// <exception cref="PlatformNotSupportedException">The system is no 64-bit Linux.</exception>
    public static DnsTcpListener Open(
        IPEndPoint endPoint,
        IDnsResponder responder,
        DnsTcpOptions options,
        TimeProvider clock,
        DnsListenerMetrics metrics,
        Action<Exception> onFault
    )
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        ArgumentNullException.ThrowIfNull(options);
        if (!SocketCalls.AreSupported)
        {
            throw new PlatformNotSupportedException("DNS is served on 64-bit Linux only.");
        }

        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.SendBufferSize = SendBufferBytes;
            socket.NoDelay = true;
            socket.Bind(endPoint);
            socket.Listen(Backlog);
            var pending = new SemaphoreSlim(options.MaxPending);
            return new DnsTcpListener(
                socket,
                new TcpConnectionContext(responder, options, clock, metrics, pending, onFault)
            );
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Stops: closes all connections, and waits for their ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        var ended = _running.CloseAsync();
        foreach (var connection in _connections.All())
        {
            connection.Close("stop");
        }

        await ended.ConfigureAwait(false);
        _server.Pending.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAllAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Start(await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException ex) when (ex.SocketErrorCode == SocketError.ConnectionAborted)
            {
                // The client left at once.
            }
            catch (SocketException)
            {
                // This process has no handle left, say: some will be free when connections end.
                await PauseAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(AcceptPause, _server.Clock, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The listener stops: its loop sees the token.
        }
    }

    private void Start(Socket socket)
    {
        DnsTcpConnection connection;
        try
        {
            connection = new DnsTcpConnection(socket, _server);
        }
        catch (SocketException)
        {
            // The client has left already.
            socket.Dispose();
            return;
        }

        if (_connections.TryAdd(connection))
        {
            _running.TryBegin();
            _ = Task.Run(() => RunAsync(connection));
        }
        else
        {
            _server.Metrics.Closed("address-limit");
            connection.Dispose();
        }
    }

    private async Task RunAsync(DnsTcpConnection connection)
    {
        _server.Metrics.Opened();
        await connection.RunAsync().ConfigureAwait(false);
        _connections.Remove(connection);
        _server.Metrics.Ended();
        _running.End();
    }
}
