namespace Coral.Caching.Http;

/// <summary>A body that can be read from any offset, complete or still growing.</summary>
/// <remarks>
/// A reader of bytes in memory serves any number of callers, and disposing it does nothing; one that holds a file
/// serves one caller, until it is disposed.
/// </remarks>
public interface IBodyReader : IDisposable
{
    /// <summary>The length in bytes, as declared or as complete; <see langword="null"/> while it is unknown.</summary>
    long? Length { get; }

    /// <summary>
    /// Waits until a byte at <paramref name="offset"/> is there, and gives as many as lie there in one piece.
    /// </summary>
    /// <returns>
    /// Some bytes, none at the end. They do not change until the caller's next read, or until it disposes the reader.
    /// </returns>
    ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken);
}
