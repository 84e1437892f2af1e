using Coral.Caching.Http;

namespace Coral.Simulation.Web;

/// <summary>A response as a server gives it to the web.</summary>
/// <param name="HeaderBytes">The bytes on the wire before the body.</param>
/// <param name="Body">The body, complete or growing; <see langword="null"/> for none.</param>
/// <param name="Start">The offset of the first byte of the body to send.</param>
/// <param name="Trailer">Called when the last byte was sent: returns the digest to send after it.</param>
/// <param name="Release">Disposed when the last byte was sent, or no more will be.</param>
internal sealed record OutgoingResponse(
    int HeaderBytes,
    IBodyReader? Body = null,
    long Start = 0,
    Func<ReadOnlyMemory<byte>>? Trailer = null,
    IDisposable? Release = null
) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Release?.Dispose();
}
