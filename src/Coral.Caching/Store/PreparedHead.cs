using System.Buffers;
using System.Globalization;
using System.Text;
using Coral.Caching.Http;

namespace Coral.Caching.Store;

/// <summary>
/// Writes a response head once as the bytes that HTTP/1.1 puts on the wire (RFC 9112, sections 4 and 5).
/// </summary>
/// <remarks>
/// Whatever the fields hold, each gives exactly one line: a line whose name is no token is left out, and a character of
/// a value that is a control, tab excepted, becomes a space (RFC 9110, section 5.5). One that has no byte becomes
/// <c>?</c>.
/// </remarks>
internal static class PreparedHead
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>
    /// Status line and field lines, each ended by CRLF; no blank line, so that more fields can follow.
    /// </summary>
    public static ReadOnlyMemory<byte> Write(ResponseHead head)
    {
        var text = new StringBuilder(256);
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {head.Status} {ReasonPhrases.Of(head.Status)}\r\n");
        foreach (var line in head.Fields.Lines)
        {
            if (line.Name.Length > 0 && !line.Name.AsSpan().ContainsAnyExcept(TokenCharacters))
            {
                text.Append(line.Name).Append(": ");
                AppendValue(text, line.Value);
                text.Append("\r\n");
            }
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static void AppendValue(StringBuilder text, string value)
    {
        foreach (var c in value)
        {
            text.Append(
                c switch
                {
                    '\t' => c,
                    < ' ' or '\u007f' => ' ',
                    > '\u00ff' => '?',
                    _ => c,
                }
            );
        }
    }
}
