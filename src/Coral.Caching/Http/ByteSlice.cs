namespace Coral.Caching.Http;

/// <summary>
/// The part of a body that one range names: from <paramref name="Start"/> up to, not including, <paramref name="End"/>.
/// </summary>
internal readonly record struct ByteSlice(long Start, long End)
{
    /// <summary>True if no byte of the body lies in the slice: the range is unsatisfiable.</summary>
    public bool IsEmpty => Start >= End && !IsSuffixOfNothing;

    /// <summary>
    /// A suffix of an empty body is satisfiable, though there is nothing to send (RFC 9110, section 14.1.2).
    /// </summary>
    private bool IsSuffixOfNothing => (Start, End) is (0, 0);

    /// <summary>
    /// Reads <c>first-last</c>, <c>first-</c> or <c>-suffix</c> for a body of <paramref name="length"/> bytes.
    /// </summary>
    /// <returns><see langword="false"/> where the grammar is not kept or the last lies before the first.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, long length, out ByteSlice slice)
    {
        slice = default;
        var dash = text.IndexOf('-');
        if (dash < 0)
        {
            return false;
        }

        var before = text[..dash];
        var after = text[(dash + 1)..];
        if (before.IsEmpty)
        {
            return TryParseSuffix(after, length, out slice);
        }

        var last = long.MaxValue;
        if (
            !Digits.TryRead(before, out var first)
            || (!after.IsEmpty && !Digits.TryRead(after, out last))
            || last < first
        )
        {
            return false;
        }

        slice = first >= length ? Nothing : new ByteSlice(first, last < length ? last + 1 : length);
        return true;
    }

    private static ByteSlice Nothing => new(long.MaxValue, long.MaxValue);

    private static bool TryParseSuffix(ReadOnlySpan<char> digits, long length, out ByteSlice slice)
    {
        slice = Nothing;
        if (!Digits.TryRead(digits, out var suffix))
        {
            return false;
        }

        if (suffix > 0)
        {
            slice = new ByteSlice(Math.Max(0, length - suffix), length);
        }

        return true;
    }
}
