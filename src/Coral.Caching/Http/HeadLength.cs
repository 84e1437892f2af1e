using System.Globalization;

namespace Coral.Caching.Http;

/// <summary>The length that a response head has in HTTP/1.1 (RFC 9112, sections 4 and 5).</summary>
internal static class HeadLength
{
    /// <summary>Bytes of the status line and the field lines, each with its CRLF; no blank line.</summary>
    /// <remarks>
    /// A character is a byte (Latin-1), and a line whose name is no token counts nothing, since no server sends it.
    /// </remarks>
    public static int Of(ResponseHead head)
    {
        var bytes = "HTTP/1.1  \r\n".Length + Digits(head.Status) + ReasonPhrases.Of(head.Status).Length;
        foreach (var line in head.Fields.Lines)
        {
            if (Tokens.Contains(line.Name))
            {
                bytes += line.Name.Length + ": \r\n".Length + line.Value.Length;
            }
        }

        return bytes;
    }

    private static int Digits(int status)
    {
        Span<char> text = stackalloc char[16];
        return status.TryFormat(text, out var digits, provider: CultureInfo.InvariantCulture) ? digits : 0;
    }
}
