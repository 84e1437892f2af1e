using System.Text;

namespace Coral.Caching.Model;

/// <summary>Writes a response head once as the bytes that HTTP/1.1 puts on the wire (RFC 9112, section 4).</summary>
internal static class PreparedHead
{
    /// <summary>
    /// Status line and field lines, each ended by CRLF; no blank line, so that more fields can follow.
    /// </summary>
    public static ReadOnlyMemory<byte> Write(ResponseHead head)
    {
        var text = new StringBuilder(256);
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"HTTP/1.1 {head.Status} \r\n");
        foreach (var line in head.Fields.Lines)
        {
            text.Append(line.Name).Append(": ").Append(line.Value).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
