namespace Coral.Caching.Http;

/// <summary>A body that can be read from any offset, complete or still growing. Any number of readers.</summary>
public interface IBodyReader
{
    /// <summary>The length in bytes, as declared or as complete; <see langword="null"/> while nobody knows.</summary>
    long? Length { get; }

    /// <summary>
    /// Waits until a byte at <paramref name="offset"/> is there, and gives as many as lie there in one piece.
    /// </summary>
    /// <returns>Bytes of the body itself, not a copy, valid for as long as the caller likes; none at the end.</returns>
    ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken);
}
