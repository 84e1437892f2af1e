using System.Net;
using System.Net.Sockets;
using Coral.Dns.Serving;
using Coral.Transport.Interop;

namespace Coral.Transport.Dns.Udp;

/// <summary>Answers DNS queries that come in datagrams.</summary>
/// <remarks>
/// Each socket has a thread that takes what has come with one system call, asks the responder, and sends the answers
/// with another: a call for every datagram costs more than answering it. Nothing is allocated for a query that is
/// answered at once. Linux only.
/// </remarks>
public sealed class DnsUdpListener : IAsyncDisposable
{
    private readonly DeferredQueries _late;
    private readonly UdpAnswerLoop[] _loops;
    private int _isDisposed;

    private DnsUdpListener(IPEndPoint bound, DeferredQueries late, UdpAnswerLoop[] loops)
    {
        BoundEndPoint = bound;
        _late = late;
        _loops = loops;
        Completion = Task.WhenAll(loops.Select(loop => loop.Ended));
    }

    /// <summary>Where it listens; port 0 has become a free one.</summary>
    public IPEndPoint BoundEndPoint { get; }

    /// <summary>Completes when it has stopped; faulted when a socket failed.</summary>
    public Task Completion { get; }

    /// <summary>Binds, and begins to answer.</summary>
    /// <param name="endPoint">Where to listen; <c>[::]</c> takes IPv4 too.</param>
    /// <param name="responder">Who answers.</param>
    /// <param name="options">Sockets and bounds.</param>
    /// <param name="clock">The responder's.</param>
    /// <param name="metrics">Counts.</param>
    /// <param name="onFault">Told what the responder throws, which it never should. On the listener's threads.</param>
    /// <exception cref="SocketException">The address cannot be bound: another listens there, say.</exception>
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
        var late = new DeferredQueries(
            responder,
            options.MaxPending,
            PacketInfo.IsNeededFor(endPoint.Address),
            metrics,
            onFault
        );
        UdpAnswerLoop[] loops =
        [
            .. sockets.Select(socket => new UdpAnswerLoop(socket, late, responder, clock, metrics, onFault)),
        ];
        foreach (var loop in loops)
        {
            loop.Start();
        }

        return new DnsUdpListener(bound, late, loops);
    }

    /// <summary>Stops: what is being answered is sent, what needs time is given up.</summary>
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
        await _late.DisposeAsync().ConfigureAwait(false);
        foreach (var loop in _loops)
        {
            loop.Dispose();
        }
    }
}
