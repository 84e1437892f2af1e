using Coral.Caching.Http;

namespace Coral.Simulation.Web;

/// <summary>A response as the one who serves hands it to the web.</summary>
/// <param name="HeaderBytes">What comes before the body, on the wire.</param>
/// <param name="Body">The body, complete or growing; <see langword="null"/> for none.</param>
/// <param name="Start">Its first byte to be sent.</param>
/// <param name="Trailer">Asked when the last byte was sent: the digest to send after it.</param>
/// <param name="Release">Disposed when the last byte was sent, or none will be.</param>
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
