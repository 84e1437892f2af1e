using System.Net;
using System.Net.Sockets;
using Coral.Dns.Serving;
using Coral.Transport.Interop;

namespace Coral.Transport.Dns.Udp;

/// <summary>The listener for DNS queries over UDP.</summary>
/// <remarks>
/// Each socket has a thread that receives a batch with one system call, calls the responder, and sends the responses
/// with another: a system call for every datagram costs more than answering it. A query that is answered at once
/// allocates nothing. Linux only.
/// </remarks>
public sealed class DnsUdpListener : IAsyncDisposable
{
    private readonly DeferredQueries _deferred;
    private readonly UdpAnswerLoop[] _loops;
    private int _isDisposed;

    private DnsUdpListener(IPEndPoint bound, DeferredQueries deferred, UdpAnswerLoop[] loops)
    {
        BoundEndPoint = bound;
        _deferred = deferred;
        _loops = loops;
        Completion = Task.WhenAll(loops.Select(loop => loop.Ended));
    }

    /// <summary>The bound address, with the actual port in place of 0.</summary>
    public IPEndPoint BoundEndPoint { get; }

    /// <summary>A task that completes when the listener has stopped; faulted when a socket failed.</summary>
    public Task Completion { get; }

    /// <summary>Binds, and starts to answer queries.</summary>
    /// <param name="endPoint">The address to listen on; <c>[::]</c> takes IPv4 too.</param>
    /// <param name="responder">The server that answers the queries.</param>
    /// <param name="options">The number of sockets, and bounds.</param>
    /// <param name="clock">The clock that the responder uses, too.</param>
    /// <param name="metrics">Counts the dropped queries and answers.</param>
    /// <param name="onFault">
    /// Receives exceptions of the responder, which are bugs. Called on the listener's threads.
    /// </param>
    /// <exception cref="SocketException">The address cannot be bound: another process listens there, say.</exception>
    /// <exception cref="PlatformNotSupportedException">The system is no 64-bit Linux.</exception>
    public static DnsUdpListener Open(
        IPEndPoint endPoint,
        IDnsResponder responder,
        DnsUdpOptions options,
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

        var sockets = UdpServerSockets.Bind(endPoint, options);
        var bound = (IPEndPoint)sockets[0].LocalEndPoint!;
        var deferred = new DeferredQueries(
            responder,
            options.MaxPending,
            PacketInfo.IsNeededFor(endPoint.Address),
            metrics,
            onFault
        );
        UdpAnswerLoop[] loops =
        [
            .. sockets.Select(socket => new UdpAnswerLoop(socket, deferred, responder, clock, metrics, onFault)),
        ];
        foreach (var loop in loops)
        {
            loop.Start();
        }

        return new DnsUdpListener(bound, deferred, loops);
    }

    /// <summary>Stops the listener: pending responses are sent, deferred queries are cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        foreach (var loop in _loops)
        {
            loop.Stop();
        }

        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _deferred.DisposeAsync().ConfigureAwait(false);
        foreach (var loop in _loops)
        {
            loop.Dispose();
        }
    }
}
