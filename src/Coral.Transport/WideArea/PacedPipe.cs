using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace Coral.Transport.WideArea;

/// <summary>One direction of a connection: bytes leave at the link's pace and arrive a delay later, in order.</summary>
/// <remarks>
/// One writer and one reader at a time. The bytes in flight are bounded: a writer waits while a window's worth of bytes
/// has not been read.
/// </remarks>
internal sealed class PacedPipe : IDisposable
{
    private readonly PacedLink _link;
    private readonly long _delayTicks;
    private readonly TimeProvider _clock;
    private readonly Pipe _bytes;
    private readonly Channel<Piece> _pieces = Channel.CreateUnbounded<Piece>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    private readonly CancellationTokenSource _broken = new();
    private readonly CancellationToken _breaking;
    private Exception? _fault;
    private Piece _first;

    public PacedPipe(PacedLink link, TimeSpan delay, int windowBytes, TimeProvider clock)
    {
        _link = link;
        _clock = clock;
        _breaking = _broken.Token;
        _delayTicks = (long)(delay.TotalSeconds * clock.TimestampFrequency);
        _bytes = new Pipe(
            new PipeOptions(
                pauseWriterThreshold: windowBytes,
                resumeWriterThreshold: windowBytes / 2,
                useSynchronizationContext: false
            )
        );
    }

    /// <summary>Sends bytes; the buffer may be reused when the task completes.</summary>
    /// <exception cref="IOException">The connection is broken.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _breaking);
        try
        {
            while (!bytes.IsEmpty)
            {
                var piece = bytes[..Math.Min(bytes.Length, _link.PieceBytes)];
                var leaves = await _link.SendAsync(piece.Length, either.Token);
                _bytes.Writer.Write(piece.Span);

                // The piece is announced before the wait, since the wait is for room that only the reader makes.
                var room = _bytes.Writer.FlushAsync(either.Token);
                _pieces.Writer.TryWrite(new Piece(piece.Length, leaves + _delayTicks));
                await room;
                bytes = bytes[piece.Length..];
            }
        }
        catch (OperationCanceledException) when (_fault is { } fault)
        {
            throw Again(fault);
        }
    }

    /// <summary>Waits for bytes to arrive.</summary>
    /// <returns>The number of bytes; 0 at the end.</returns>
    /// <exception cref="IOException">The connection is broken.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _breaking);
        try
        {
            while (_first.Bytes == 0)
            {
                if (!await _pieces.Reader.WaitToReadAsync(either.Token))
                {
                    return 0;
                }

                _pieces.Reader.TryRead(out _first);
                await UntilAsync(_first.Arrives, either.Token);
            }

            await UntilAsync(_first.Arrives, either.Token);
            return await TakeAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (_fault is { } fault)
        {
            throw Again(fault);
        }
    }

    /// <summary>Ends the stream: bytes in flight still arrive, and then the end, or the fault.</summary>
    public void Complete(IOException? fault)
    {
        _pieces.Writer.TryWrite(new Piece(0, _clock.GetTimestamp() + _delayTicks));
        _pieces.Writer.TryComplete(fault);
    }

    /// <summary>Breaks the connection: bytes in flight are lost, reads and writes fail.</summary>
    public void Break(Exception fault)
    {
        if (Interlocked.CompareExchange(ref _fault, fault, null) is null)
        {
            _broken.Cancel();
        }
    }

    /// <summary>Breaks the connection. Buffers are left to the collector, since a reader may still copy.</summary>
    public void Dispose()
    {
        Break(new ObjectDisposedException(nameof(PacedStream)));
        _broken.Dispose();
    }

    private async ValueTask<int> TakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var arrived = (await _bytes.Reader.ReadAsync(cancellationToken)).Buffer;
        var length = Math.Min(buffer.Length, _first.Bytes);
        var taken = arrived.Slice(0, length);
        taken.CopyTo(buffer.Span);
        _bytes.Reader.AdvanceTo(taken.End);
        _first = _first with { Bytes = _first.Bytes - length };
        return length;
    }

    private async ValueTask UntilAsync(long arrival, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wait = _clock.GetElapsedTime(_clock.GetTimestamp(), arrival);
        if (wait >= PacedLink.Tick)
        {
            await Task.Delay(wait, _clock, cancellationToken);
        }
    }

    private static Exception Again(Exception fault) =>
        fault is ObjectDisposedException ? fault : new IOException(fault.Message, fault);

    /// <summary>Bytes that arrive together; 0 for the end.</summary>
    private readonly record struct Piece(int Bytes, long Arrives);
}
