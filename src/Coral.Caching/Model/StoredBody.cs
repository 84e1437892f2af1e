namespace Coral.Caching.Model;

/// <summary>A complete body in memory, in segments of <see cref="SegmentBytes"/> but for the last. Immutable.</summary>
public sealed class StoredBody
{
    /// <summary>The length of a full segment, in bytes: the unit that chunk digests cover.</summary>
    public const int SegmentBytes = 64 * 1024;

    /// <summary>A body of no bytes.</summary>
    public static readonly StoredBody Empty = new([]);

    /// <summary>Creates a body of <paramref name="segments"/>, which the caller hands over.</summary>
    public StoredBody(IReadOnlyList<ReadOnlyMemory<byte>> segments)
    {
        Segments = segments;
        foreach (var segment in segments)
        {
            Length += segment.Length;
        }
    }

    /// <summary>The segments in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Segments { get; }

    /// <summary>Length in bytes.</summary>
    public long Length { get; }

    /// <summary>Memory held, in bytes, array headers and the list included.</summary>
    public long AllocatedBytes => Length + (48L * Segments.Count);
}
