using System.Net;
using System.Net.Sockets;
using Coral.Dns.Queries;
using Coral.Dns.Serving;
using Coral.Transport.Interop;

namespace Coral.Transport.Dns.Udp;

/// <summary>
/// One socket and its thread: a loop that receives a batch, answers it, sends the responses, and pauses where that is
/// worthwhile.
/// </summary>
internal sealed class UdpAnswerLoop : IDisposable
{
    private const int BatchSize = 64;

    private readonly Socket _socket;
    private readonly int _handle;
    private readonly DatagramBatch _batch;
    private readonly DeferredQueries _deferred;
    private readonly IDnsResponder _responder;
    private readonly TimeProvider _clock;
    private readonly DnsListenerMetrics _metrics;
    private readonly Action<Exception> _onFault;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isStopping;

    public UdpAnswerLoop(
        Socket socket,
        DeferredQueries deferred,
        IDnsResponder responder,
        TimeProvider clock,
        DnsListenerMetrics metrics,
        Action<Exception> onFault
    )
    {
        _socket = socket;
        _handle = (int)socket.SafeHandle.DangerousGetHandle();
        _batch = new DatagramBatch(BatchSize, PacketInfo.IsNeededFor(((IPEndPoint)socket.LocalEndPoint!).Address));
        _deferred = deferred;
        _responder = responder;
        _clock = clock;
        _metrics = metrics;
        _onFault = onFault;
    }

    /// <summary>A task that completes when the thread has ended; faulted if the socket failed.</summary>
    public Task Ended => _ended.Task;

    public void Start() => new Thread(Run) { IsBackground = true, Name = "dns-udp" }.Start();

    /// <summary>Ends the thread.</summary>
    public void Stop()
    {
        _isStopping = true;

        // On Linux this wakes a waiting receiver, of a datagram socket too, and lets none wait after.
        _ = SocketCalls.Shutdown(_handle, SocketCalls.StopReceiving);
    }

    /// <summary>Closes the socket, once the thread has ended and deferred queries are cancelled.</summary>
    public void Dispose() => _socket.Dispose();

    private void Run()
    {
        try
        {
            while (true)
            {
                var count = _batch.Receive(_handle);
                if (_isStopping)
                {
                    break;
                }

                AnswerAll(count);
                if (BatchCoalescingPolicy.IsWorthwhile(count, BatchSize))
                {
                    ShortSleep.Take();
                }
            }

            _ended.SetResult();
        }
        catch (Exception ex)
        {
            _ended.SetException(ex);
        }
    }

    private void AnswerAll(int count)
    {
        _metrics.TakenByUdp(count);
        var now = _clock.GetTimestamp();
        var answers = 0;
        for (var slot = 0; slot < count; slot++)
        {
            answers += TryAnswer(slot, now) ? 1 : 0;
        }

        if (answers > 0)
        {
            var refused = _batch.Send(_handle);
            _metrics.SentByUdp(answers - refused);
            if (refused > 0)
            {
                _metrics.Refused(refused);
            }
        }
    }

    private bool TryAnswer(int slot, long now)
    {
        var query = _batch.Query(slot);
        var source = new QuerySource(_batch.SourceOf(slot), DnsTransportKind.Udp, RoundTrip: null) { ReceivedAt = now };
        if (!IsTaken(slot, query, source))
        {
            return false;
        }

        try
        {
            var bytes = _responder.Answer(query, source, _batch.Answer(slot));
            if (bytes > 0)
            {
                _batch.Reply(slot, bytes);
                return true;
            }

            if (bytes == DnsLimits.NeedsTime && !_deferred.TryStart(_batch, slot, source, _handle))
            {
                _metrics.Busy();
            }
        }
        catch (Exception ex)
        {
            _metrics.Fault();
            _onFault(ex);
        }

        return false;
    }

    private bool IsTaken(int slot, ReadOnlySpan<byte> query, in QuerySource source)
    {
        if (_batch.WasCut(slot))
        {
            _metrics.TooLong();
            return false;
        }

        if (query.IsEmpty)
        {
            _metrics.Empty();
            return false;
        }

        if (source.Address.Port == 0)
        {
            _metrics.NoPort();
            return false;
        }

        return true;
    }
}
