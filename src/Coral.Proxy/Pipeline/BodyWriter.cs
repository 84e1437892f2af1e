using System.IO.Pipelines;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Proxy.Pipeline;

/// <summary>The writer of bodies to the connection, no faster than the client reads them.</summary>
/// <remarks>
/// Bytes go into Kestrel's output pipe, which copies them once into its own pages: Kestrel has no way to send memory of
/// ours. Status line, header and the first piece leave in one write.
/// </remarks>
internal static class BodyWriter
{
    /// <summary>
    /// Sends a part of a stored body. Completes without a task when the bytes are in memory and the connection takes
    /// them at once.
    /// </summary>
    public static Task WriteAsync(RequestContext context, StoredBody body, long offset, long length)
    {
        if (context.Patience is not null)
        {
            return StreamStoredAsync(context, body, offset, length);
        }

        var reader = body.OpenReader();
        while (length > 0)
        {
            var reading = reader.ReadAsync(offset, CancellationToken.None);
            if (!reading.IsCompletedSuccessfully)
            {
                return FinishAsync(context, reader, reading, offset, length);
            }

            var piece = Cut(reading.Result, length);
            var written = context.Body.Writer.WriteAsync(piece);
            context.BodyBytes += piece.Length;
            offset += piece.Length;
            length -= piece.Length;
            if (!written.IsCompletedSuccessfully)
            {
                return FinishAsync(context, reader, written, offset, length);
            }

            if (HasLeft(written.Result))
            {
                context.ClientLeft = length > 0;
                break;
            }
        }

        reader.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Sends <paramref name="length"/> bytes of a body that may still be growing, or all of it.</summary>
    /// <param name="context">The request that the body belongs to.</param>
    /// <param name="body">The body, whole or still arriving.</param>
    /// <param name="offset">First byte to send.</param>
    /// <param name="length">The number of bytes to send; <see langword="null"/> for all, however many come.</param>
    /// <param name="cancellationToken">Cancelled when the client leaves.</param>
    /// <returns>The reason of a body that ended early; <see langword="null"/> if all was sent, or the client
    /// left.</returns>
    public static async Task<FetchFailure?> StreamAsync(
        RequestContext context,
        IBodyReader body,
        long offset,
        long? length,
        CancellationToken cancellationToken
    )
    {
        var patience = context.Patience;
        var left = length ?? long.MaxValue;
        while (left > 0)
        {
            var reading = body.ReadAsync(offset, cancellationToken);
            if (!reading.IsCompleted && !context.HasStarted)
            {
                await StartAsync(context, cancellationToken);
            }

            var slice = await reading;
            if (slice.Bytes.IsEmpty)
            {
                var endsTooEarly = length is null ? null : (FetchFailure?)FetchFailure.ConnectionLost;
                return slice.Failure ?? endsTooEarly;
            }

            var piece = Cut(slice, patience is null ? left : Math.Min(left, WritePatience.MaxPiece));
            var writing = context.Body.Writer.WriteAsync(piece, cancellationToken);
            var flushed =
                patience is null || writing.IsCompleted
                    ? await writing
                    : await patience.WaitAsync(context, writing, piece.Length);
            context.BodyBytes += piece.Length;
            offset += piece.Length;
            left -= piece.Length;
            if (HasLeft(flushed))
            {
                context.ClientLeft = true;
                return null;
            }
        }

        return null;
    }

    /// <summary>Sends a part of a stored body in pieces, each with its time limit.</summary>
    private static async Task StreamStoredAsync(RequestContext context, StoredBody body, long offset, long length)
    {
        using var reader = body.OpenReader();
        await StreamAsync(context, reader, offset, length, CancellationToken.None);
    }

    /// <summary>The header leaves at once when no byte of the body is there yet.</summary>
    private static async Task StartAsync(RequestContext context, CancellationToken cancellationToken)
    {
        await context.Body.StartAsync(cancellationToken);
        await context.Body.Writer.FlushAsync(cancellationToken);
    }

    private static async Task FinishAsync(
        RequestContext context,
        IBodyReader reader,
        ValueTask<FlushResult> pending,
        long offset,
        long length
    )
    {
        var flushed = await pending;
        if (length > 0 && !HasLeft(flushed))
        {
            await FinishAsync(context, reader, reader.ReadAsync(offset, CancellationToken.None), offset, length);
            return;
        }

        context.ClientLeft = length > 0;
        reader.Dispose();
    }

    private static async Task FinishAsync(
        RequestContext context,
        IBodyReader reader,
        ValueTask<BodySlice> pending,
        long offset,
        long length
    )
    {
        using (reader)
        {
            for (var reading = pending; ; reading = reader.ReadAsync(offset, CancellationToken.None))
            {
                var piece = Cut(await reading, length);
                var flushed = await context.Body.Writer.WriteAsync(piece);
                context.BodyBytes += piece.Length;
                offset += piece.Length;
                length -= piece.Length;
                if (length == 0 || HasLeft(flushed))
                {
                    context.ClientLeft = length > 0;
                    return;
                }
            }
        }
    }

    private static ReadOnlyMemory<byte> Cut(BodySlice slice, long length) =>
        slice.Bytes.Length > length ? slice.Bytes[..(int)length] : slice.Bytes;

    private static bool HasLeft(FlushResult flushed) => flushed.IsCompleted || flushed.IsCanceled;
}
