using System.Net;
using System.Net.Sockets;
using Coral.Dns.Serving;
using Coral.Transport.Interop;

namespace Coral.Transport.Dns.Tcp;

/// <summary>The listener for DNS queries over TCP (RFC 1035, section 4.2.2; RFC 7766).</summary>
/// <remarks>
/// TCP carries responses that do not fit a datagram, validates a resolver's address, and measures its distance. Linux
/// only, as is the UDP listener.
/// </remarks>
public sealed class DnsTcpListener : IAsyncDisposable
{
    private const int Backlog = 512;

    // The bound on the system's memory for responses that a client does not read.
    private const int SendBufferBytes = 64 << 10;

    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly TcpConnectionContext _context;
    private readonly TcpConnections _connections;
    private readonly CancellationTokenSource _stop = new();
    private readonly InFlightCounter _running = new(int.MaxValue);
    private int _isDisposed;

    private DnsTcpListener(Socket socket, TcpConnectionContext context)
    {
        _socket = socket;
        _context = context;
        _connections = new TcpConnections(context.Options);
        BoundEndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>The bound address, with the actual port in place of 0.</summary>
    public IPEndPoint BoundEndPoint { get; }

    /// <summary>A task that completes when the listener no longer accepts connections.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Binds, and starts to answer queries.</summary>
    /// <param name="endPoint">The address to listen on; <c>[::]</c> takes IPv4 too.</param>
    /// <param name="responder">The server that answers the queries.</param>
    /// <param name="options">The bounds of connections and queries.</param>
    /// <param name="clock">The clock of the idle limit.</param>
    /// <param name="metrics">Counts connections and dropped queries.</param>
    /// <param name="onFault">Receives exceptions of the responder, which are bugs. Called on any thread.</param>
    /// <exception cref="SocketException">The address cannot be bound: another process listens there, say.</exception>
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
            var context = new TcpConnectionContext(responder, options, clock, metrics, pending, onFault);
            var listener = new DnsTcpListener(socket, context);
            listener.Completion = listener.AcceptAllAsync();
            return listener;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Stops the listener, closes all connections, and waits for their end.</summary>
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
        _context.Pending.Dispose();
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
                // The process is out of file handles, say: some are freed when connections end.
                await PauseAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(AcceptPause, _context.Clock, _stop.Token).ConfigureAwait(false);
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
            connection = new DnsTcpConnection(socket, _context);
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
            _context.Metrics.Closed("address-limit");
            connection.Dispose();
        }
    }

    private async Task RunAsync(DnsTcpConnection connection)
    {
        _context.Metrics.Opened();
        await connection.RunAsync().ConfigureAwait(false);
        _connections.Remove(connection);
        _context.Metrics.Ended();
        _running.End();
    }
}
