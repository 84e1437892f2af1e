using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;
using Coral.Dns.Queries;

namespace Coral.Transport.Dns.Tcp;

/// <summary>One client's connection: length-prefixed queries, and length-prefixed answers in any order.</summary>
/// <remarks>
/// 1. Read; each whole message is answered, or set aside if its answer needs time.
/// 2. Write the answers; nothing more is read before they are gone, so a slow reader slows only itself.
/// 3. Answers that needed time are written as they are ready (RFC 7766, section 7).
/// 4. After the client's end of stream, write the responses that are still to come, and close.
/// One idle timer bounds it all: it restarts with every response written, and closes the connection when it expires.
/// </remarks>
internal sealed class DnsTcpConnection : IDisposable
{
    /// <summary>Longest query that is taken, as over UDP.</summary>
    public const int MaxQueryBytes = 4_096;

    private const int LengthBytes = TcpAnswerWriter.LengthBytes;

    private readonly Socket _socket;
    private readonly TcpConnectionContext _context;
    private readonly CancellationTokenSource _end;
    private readonly SemaphoreSlim _permits;
    private readonly InFlightCounter _inFlight = new(int.MaxValue);
    private readonly TcpAnswerWriter _writer;
    private string? _reason;
    private long _lastAnswer;
    private bool _isBroken;

    /// <summary>Takes ownership of the socket.</summary>
    public DnsTcpConnection(Socket socket, TcpConnectionContext context)
    {
        _socket = socket;
        _context = context;
        Peer = NodeAddress.From((IPEndPoint)socket.RemoteEndPoint!);
        _end = new CancellationTokenSource(context.Options.IdleLimit, context.Clock);
        _permits = new SemaphoreSlim(context.Options.MaxPipelined);
        _writer = new TcpAnswerWriter(socket);
        _lastAnswer = context.Clock.GetTimestamp();
    }

    /// <summary>The client's address.</summary>
    public NodeAddress Peer { get; }

    /// <summary>The timestamp of its last response, or of its connection.</summary>
    public long LastAnswer => Volatile.Read(ref _lastAnswer);

    /// <summary>Serves the client until either side ends it. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ReadAsync().ConfigureAwait(false);
            await _inFlight.CloseAsync().WaitAsync(_end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            _context.Metrics.Closed(_reason ?? "idle");
        }
        catch (SocketException)
        {
            // The client has left.
        }
        catch (Exception ex)
        {
            _context.Metrics.Fault();
            _context.Metrics.Closed("fault");
            _context.OnFault(ex);
        }

        await _end.CancelAsync().ConfigureAwait(false);
        await _inFlight.CloseAsync().ConfigureAwait(false);
        Dispose();
    }

    /// <summary>Frees a connection that does not run, or has ended.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _end.Dispose();
        _permits.Dispose();
        _writer.Dispose();
    }

    /// <summary>Makes the running connection close.</summary>
    public void Close(string reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended by itself.
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[LengthBytes + MaxQueryBytes];
        var filled = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(filled), _end.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            filled += read;
            var used = await AnswerAllAsync(buffer.AsMemory(0, filled)).ConfigureAwait(false);
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            if (_isBroken)
            {
                Close("length");
            }
        }
    }

    /// <summary>Answers the whole messages received so far.</summary>
    /// <returns>The number of bytes of these messages.</returns>
    private async Task<int> AnswerAllAsync(ReadOnlyMemory<byte> received)
    {
        var used = 0;
        var source = new QuerySource(Peer, DnsTransportKind.Tcp, TcpRoundTrip.Read(_socket));
        while (TryTake(received[used..], out var query))
        {
            used += LengthBytes + query.Length;
            _context.Metrics.TakenByTcp();
            if (!TryAnswer(query.Span, source))
            {
                await FlushAsync().ConfigureAwait(false);
                await DeferAsync(query.ToArray(), source).ConfigureAwait(false);
            }

            if (_writer.IsFull)
            {
                await FlushAsync().ConfigureAwait(false);
            }
        }

        await FlushAsync().ConfigureAwait(false);
        return used;
    }

    private bool TryTake(ReadOnlyMemory<byte> received, out ReadOnlyMemory<byte> query)
    {
        query = default;
        if (received.Length < LengthBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(received.Span);
        if (length is 0 or > MaxQueryBytes)
        {
            _isBroken = true;
            return false;
        }

        if (received.Length < LengthBytes + length)
        {
            return false;
        }

        query = received.Slice(LengthBytes, length);
        return true;
    }

    /// <summary>Answers a query at once.</summary>
    /// <returns><see langword="false"/> when the answer needs time.</returns>
    private bool TryAnswer(ReadOnlySpan<byte> query, in QuerySource source)
    {
        var room = ArrayPool<byte>.Shared.Rent(DnsLimits.MaxMessageBytes);
        try
        {
            var bytes = _context.Responder.Answer(query, source, room.AsSpan(0, DnsLimits.MaxMessageBytes));
            if (bytes > 0)
            {
                _writer.Add(room.AsSpan(0, bytes));
            }

            return bytes != DnsLimits.NeedsTime;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private async Task FlushAsync() => Answered(await _writer.FlushAsync(_end.Token).ConfigureAwait(false));

    private async Task DeferAsync(byte[] query, QuerySource source)
    {
        await _permits.WaitAsync(_end.Token).ConfigureAwait(false);
        try
        {
            await _context.Pending.WaitAsync(_end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _permits.Release();
            throw;
        }

        _inFlight.TryBegin();
        _ = AnswerDeferredAsync(query, source);
    }

    private async Task AnswerDeferredAsync(byte[] query, QuerySource source)
    {
        var room = ArrayPool<byte>.Shared.Rent(LengthBytes + DnsLimits.MaxMessageBytes);
        try
        {
            var answer = room.AsMemory(LengthBytes, DnsLimits.MaxMessageBytes);
            var bytes = await _context.Responder.AnswerAsync(query, source, answer, _end.Token).ConfigureAwait(false);
            if (bytes > 0)
            {
                BinaryPrimitives.WriteUInt16BigEndian(room, (ushort)bytes);
                await _writer.SendAsync(room.AsMemory(0, LengthBytes + bytes), _end.Token).ConfigureAwait(false);
                Answered(1);
            }
        }
        catch (Exception ex) when (ex is SocketException || _end.IsCancellationRequested)
        {
            // The client has left or is leaving; the reading loop notices it too.
        }
        catch (Exception ex)
        {
            _context.Metrics.Fault();
            _context.OnFault(ex);
            Close("fault");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
            _context.Pending.Release();
            _permits.Release();
            _inFlight.End();
        }
    }

    /// <summary>Restarts the idle timer: the client has got a response.</summary>
    private void Answered(int answers)
    {
        if (answers > 0)
        {
            Volatile.Write(ref _lastAnswer, _context.Clock.GetTimestamp());
            _end.CancelAfter(_context.Options.IdleLimit);
            _context.Metrics.SentByTcp(answers);
        }
    }
}
