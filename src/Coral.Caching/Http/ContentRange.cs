using System.Globalization;

namespace Coral.Caching.Http;

/// <summary>The range of bytes that a 206 carries, and the complete length (RFC 9110, section 14.4).</summary>
/// <param name="Start">Offset of the first byte, from 0.</param>
/// <param name="End">Offset of the last byte, inclusive.</param>
/// <param name="Length">The length of the whole.</param>
internal readonly record struct ContentRange(long Start, long End, long Length)
{
    private const string Unit = "bytes ";

    /// <summary>Reads <c>bytes 2-5/10</c>; a range of unknown length, or none, is refused. Never throws.</summary>
    public static bool TryParse(string? field, out ContentRange range)
    {
        range = default;
        if (field is null || !field.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var text = field.AsSpan(Unit.Length).Trim(' ');
        var dash = text.IndexOf('-');
        var slash = text.IndexOf('/');
        if (
            dash < 0
            || slash < dash
            || !TryRead(text[..dash], out var start)
            || !TryRead(text[(dash + 1)..slash], out var end)
            || !TryRead(text[(slash + 1)..], out var length)
            || start > end
            || end >= length
        )
        {
            return false;
        }

        range = new ContentRange(start, end, length);
        return true;
    }

    /// <summary>Reads <c>bytes */10</c>, of a 416. Never throws.</summary>
    public static bool TryParseLength(string? field, out long length)
    {
        length = 0;
        return field is not null
            && field.StartsWith(Unit + "*/", StringComparison.OrdinalIgnoreCase)
            && TryRead(field.AsSpan(Unit.Length + 2), out length);
    }

    private static bool TryRead(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
