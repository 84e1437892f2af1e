namespace Coral.Core.Units;

/// <summary>Sizes as users write them: a number and a unit of a power of 1024, <c>64KB</c>, <c>1.5GB</c>.</summary>
/// <remarks>A bare number is refused: nobody can tell which unit was meant.</remarks>
public static class ByteSize
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("GB", 1L << 30),
        ("MB", 1L << 20),
        ("KB", 1L << 10),
        ("B", 1),
    ];

    /// <summary>
    /// Reads a size; a fraction of a byte, or more than <see cref="long.MaxValue"/> bytes, is refused.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long bytes) => UnitText.TryParse(text, Units, out bytes);

    /// <summary>
    /// Writes a size so that <see cref="TryParse"/> reads the same: the largest unit that divides it.
    /// </summary>
    /// <param name="bytes">Zero or more.</param>
    public static string Format(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return bytes == 0 ? "0B" : UnitText.Format(bytes, Units);
    }
}
