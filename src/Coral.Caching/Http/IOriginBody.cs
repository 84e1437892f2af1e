namespace Coral.Caching.Http;

/// <summary>A response body on its way from the origin. One reader.</summary>
public interface IOriginBody : IAsyncDisposable
{
    /// <summary>The declared length in bytes, or <see langword="null"/> when the origin did not say.</summary>
    long? Length { get; }

    /// <summary>Reads the next bytes into <paramref name="buffer"/>.</summary>
    /// <returns>The number of bytes, or 0 with the way the body ended.</returns>
    ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}
