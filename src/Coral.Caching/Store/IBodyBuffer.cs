namespace Coral.Caching.Store;

/// <summary>The bytes of a body while it arrives: one writer appends, any number of readers read.</summary>
/// <remarks>
/// The writer's members are for one caller at a time; <see cref="ReadAsync"/> is safe beside them. Bytes that can be
/// read never change.
/// </remarks>
public interface IBodyBuffer
{
    /// <summary>Memory needed before the next write, in bytes; 0 while there is room.</summary>
    int MissingBytes { get; }

    /// <summary>Allocates <see cref="MissingBytes"/>, which the caller has reserved.</summary>
    void Grow();

    /// <summary>The place for the next bytes; not empty after <see cref="Grow"/>.</summary>
    Memory<byte> GetRoom();

    /// <summary>Appends the first <paramref name="bytes"/> of <see cref="GetRoom"/>; then they can be read.</summary>
    ValueTask AdvanceAsync(int bytes, CancellationToken cancellationToken);

    /// <summary>Reads some of the bytes from <paramref name="offset"/> on, at least one.</summary>
    /// <param name="offset">An offset below the number of bytes that were appended.</param>
    /// <param name="cancellationToken">Ends the wait for a disk.</param>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(long offset, CancellationToken cancellationToken);
}
