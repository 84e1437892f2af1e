using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Proxy.Coding;

/// <summary>Encodes one body, and appends what comes of it to a buffer. One caller at a time.</summary>
internal abstract class BodyEncoder : IDisposable
{
    /// <summary>The buffer that the encoded bytes go to. A new one takes those that follow.</summary>
    public MemoryBuffer Output { get; set; } = new(declared: null);

    /// <summary>The bytes appended so far, to all buffers.</summary>
    public long Written { get; private set; }

    /// <summary>An encoder for <paramref name="coding"/>.</summary>
    public static BodyEncoder Create(ContentCoding coding) =>
        coding == ContentCoding.Brotli ? new BrotliBodyEncoder() : new GzipBodyEncoder();

    /// <summary>Takes a piece of the body; what comes of it may be kept back for a while.</summary>
    public abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Appends all that was kept back, so that its reader can decode what was written.</summary>
    public abstract void Flush();

    /// <summary>Ends the body.</summary>
    public abstract void Finish();

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>Appends encoded bytes.</summary>
    protected void Append(ReadOnlySpan<byte> encoded)
    {
        Written += encoded.Length;
        while (!encoded.IsEmpty)
        {
            if (Output.MissingBytes > 0)
            {
                Output.Grow();
            }

            var room = Output.GetRoom().Span;
            var piece = encoded[..Math.Min(room.Length, encoded.Length)];
            piece.CopyTo(room);
            var appending = Output.AdvanceAsync(piece.Length, CancellationToken.None);
            System.Diagnostics.Debug.Assert(appending.IsCompletedSuccessfully, "A buffer in memory never waits.");
            encoded = encoded[piece.Length..];
        }
    }
}
