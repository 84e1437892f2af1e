using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;
using Coral.Dns.Queries;

namespace Coral.Transport.Dns.Tcp;

/// <summary>One client's connection: queries with their lengths in front, answers likewise, in any order.</summary>
/// <remarks>
/// 1. Read; each whole message is answered, or set aside if its answer needs time.
/// 2. Write the answers; nothing more is read before they are gone, so a slow reader slows only itself.
/// 3. Answers that needed time are written as they are ready (RFC 7766, section 7).
/// 4. After the client's end of stream, write what is still owed, and close.
/// One clock watches it all: it is set anew with every answer written, and ends the connection when it runs out.
/// </remarks>
internal sealed class DnsTcpConnection : IDisposable
{
    /// <summary>Longest query that is taken, as over UDP.</summary>
    public const int MaxQueryBytes = 4_096;

    private const int LengthBytes = TcpAnswerWriter.LengthBytes;

    private readonly Socket _socket;
    private readonly TcpConnectionContext _server;
    private readonly CancellationTokenSource _end;
    private readonly SemaphoreSlim _late;
    private readonly InFlightCounter _owed = new(int.MaxValue);
    private readonly TcpAnswerWriter _writer;
    private string? _reason;
    private long _lastAnswer;
    private bool _isBroken;

    /// <summary>Takes the socket over.</summary>
    public DnsTcpConnection(Socket socket, TcpConnectionContext server)
    {
        _socket = socket;
        _server = server;
        Peer = NodeAddress.From((IPEndPoint)socket.RemoteEndPoint!);
        _end = new CancellationTokenSource(server.Options.IdleLimit, server.Clock);
        _late = new SemaphoreSlim(server.Options.MaxPipelined);
        _writer = new TcpAnswerWriter(socket);
        _lastAnswer = server.Clock.GetTimestamp();
    }

    /// <summary>Who is connected.</summary>
    public NodeAddress Peer { get; }

    /// <summary>When it last got an answer, or connected: a timestamp of the clock.</summary>
    public long LastAnswer => Volatile.Read(ref _lastAnswer);

    /// <summary>Serves the client until either side ends it. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ReadAsync().ConfigureAwait(false);
            await _owed.CloseAsync().WaitAsync(_end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            _server.Metrics.Closed(_reason ?? "idle");
        }
        catch (SocketException)
        {
            // The client is gone.
        }
        catch (Exception ex)
        {
            _server.Metrics.Fault();
            _server.Metrics.Closed("fault");
            _server.OnFault(ex);
        }

        await _end.CancelAsync().ConfigureAwait(false);
        await _owed.CloseAsync().ConfigureAwait(false);
        Dispose();
    }

    /// <summary>Closes a connection that does not run, or no longer.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _end.Dispose();
        _late.Dispose();
        _writer.Dispose();
    }

    /// <summary>Ends it soon.</summary>
    public void Close(string reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
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

    /// <summary>Answers the whole messages that are there.</summary>
    /// <returns>Their bytes.</returns>
    private async Task<int> AnswerAllAsync(ReadOnlyMemory<byte> received)
    {
        var used = 0;
        var source = new QuerySource(Peer, DnsTransportKind.Tcp, TcpRoundTrip.Read(_socket));
        while (TryTake(received[used..], out var query))
        {
            used += LengthBytes + query.Length;
            _server.Metrics.TakenByTcp();
            if (!TryAnswer(query.Span, source))
            {
                await FlushAsync().ConfigureAwait(false);
                await SetAsideAsync(query.ToArray(), source).ConfigureAwait(false);
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

    /// <summary>Answers at once, if there is anything to answer.</summary>
    /// <returns><see langword="false"/> when the answer needs time.</returns>
    private bool TryAnswer(ReadOnlySpan<byte> query, in QuerySource source)
    {
        var room = ArrayPool<byte>.Shared.Rent(DnsLimits.MaxMessageBytes);
        try
        {
            var bytes = _server.Responder.Answer(query, source, room.AsSpan(0, DnsLimits.MaxMessageBytes));
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

    private async Task SetAsideAsync(byte[] query, QuerySource source)
    {
        await _late.WaitAsync(_end.Token).ConfigureAwait(false);
        try
        {
            await _server.Pending.WaitAsync(_end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _late.Release();
            throw;
        }

        _owed.TryBegin();
        _ = AnswerLateAsync(query, source);
    }

    private async Task AnswerLateAsync(byte[] query, QuerySource source)
    {
        var room = ArrayPool<byte>.Shared.Rent(LengthBytes + DnsLimits.MaxMessageBytes);
        try
        {
            var answer = room.AsMemory(LengthBytes, DnsLimits.MaxMessageBytes);
            var bytes = await _server.Responder.AnswerAsync(query, source, answer, _end.Token).ConfigureAwait(false);
            if (bytes > 0)
            {
                BinaryPrimitives.WriteUInt16BigEndian(room, (ushort)bytes);
                await _writer.SendAsync(room.AsMemory(0, LengthBytes + bytes), _end.Token).ConfigureAwait(false);
                Answered(1);
            }
        }
        catch (Exception ex) when (ex is SocketException || _end.IsCancellationRequested)
        {
            // The client is gone, or will be in a moment; whoever reads notices it too.
        }
        catch (Exception ex)
        {
            _server.Metrics.Fault();
            _server.OnFault(ex);
            Close("fault");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
            _server.Pending.Release();
            _late.Release();
            _owed.End();
        }
    }

    /// <summary>The client has got something: the clock starts anew.</summary>
    private void Answered(int answers)
    {
        if (answers > 0)
        {
            Volatile.Write(ref _lastAnswer, _server.Clock.GetTimestamp());
            _end.CancelAfter(_server.Options.IdleLimit);
            _server.Metrics.SentByTcp(answers);
        }
    }
}
