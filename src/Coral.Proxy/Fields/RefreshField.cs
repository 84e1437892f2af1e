using System.Buffers;

namespace Coral.Proxy.Fields;

/// <summary>
/// Rewrites the URL of a <c>Refresh</c> field: <c>5; url=http://www.x.com/</c> (HTML, section 4.2.5.3).
/// </summary>
internal static class RefreshField
{
    private static readonly SearchValues<char> Seconds = SearchValues.Create("0123456789. \t");

    /// <summary>The value with its URL as <paramref name="rewrite"/> gives it.</summary>
    /// <param name="value">The value of one field line.</param>
    /// <param name="rewrite">The new URL; <see langword="null"/> keeps the old one.</param>
    public static string Rewrite(string value, Func<string, string?> rewrite)
    {
        var text = value.AsSpan();
        var start = text.IndexOfAnyExcept(Seconds);
        if (start < 0)
        {
            return value;
        }

        start += text[start] is ';' or ',' ? 1 : 0;
        start += Blanks(text[start..]);
        if (text[start..].StartsWith("url", StringComparison.OrdinalIgnoreCase))
        {
            var equals = start + 3 + Blanks(text[(start + 3)..]);
            if (equals < text.Length && text[equals] == '=')
            {
                start = equals + 1 + Blanks(text[(equals + 1)..]);
            }
        }

        var quote = start < text.Length && text[start] is '"' or '\'' ? text[start] : '\0';
        start += quote == '\0' ? 0 : 1;
        var length = quote == '\0' ? -1 : text[start..].IndexOf(quote);
        var url = length < 0 ? text[start..] : text.Slice(start, length);
        return rewrite(url.ToString()) is { } written
            ? string.Concat(text[..start], written, text[(start + url.Length)..])
            : value;
    }

    private static int Blanks(ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExcept(' ', '\t');
        return count < 0 ? text.Length : count;
    }
}
