using System.Globalization;
using System.Text;

namespace Coral.Dns.Wire;

/// <summary>Conversion of names to and from text (RFC 1035, section 5.1).</summary>
internal static class NameText
{
    /// <summary>Converts text to wire format, keeping its case.</summary>
    /// <returns>Bytes written; 0 where the text is no domain name.</returns>
    public static int Parse(ReadOnlySpan<char> text, Span<byte> wire)
    {
        if (text is ".")
        {
            wire[0] = 0;
            return 1;
        }

        var label = 0;
        var at = 1;
        while (!text.IsEmpty)
        {
            if (text[0] == '.')
            {
                if (at == label + 1 || at >= WireName.MaxBytes)
                {
                    return 0;
                }

                wire[label] = (byte)(at - label - 1);
                label = at++;
                text = text[1..];
            }
            else if (
                ReadByte(ref text, out var value)
                && at < WireName.MaxBytes
                && at - label <= WireName.MaxLabelBytes
            )
            {
                wire[at++] = value;
            }
            else
            {
                return 0;
            }
        }

        if (at == label + 1)
        {
            // A final dot has closed the last label; without any label there is no name.
            wire[label] = 0;
            return label == 0 ? 0 : at;
        }

        if (at >= WireName.MaxBytes)
        {
            return 0;
        }

        wire[label] = (byte)(at - label - 1);
        wire[at] = 0;
        return at + 1;
    }

    /// <summary>Appends a name without its final dot; the root as a dot.</summary>
    public static StringBuilder Format(ReadOnlySpan<byte> wire, StringBuilder text)
    {
        if (WireName.IsRoot(wire))
        {
            return text.Append('.');
        }

        for (var name = wire; !WireName.IsRoot(name); name = WireName.Parent(name))
        {
            if (name.Length != wire.Length)
            {
                text.Append('.');
            }

            foreach (var value in WireName.FirstLabel(name))
            {
                AppendByte(value, text);
            }
        }

        return text;
    }

    private static void AppendByte(byte value, StringBuilder text)
    {
        if (
            value
            is (byte)'.'
                or (byte)'\\'
                or (byte)'"'
                or (byte)';'
                or (byte)'@'
                or (byte)'$'
                or (byte)'('
                or (byte)')'
        )
        {
            text.Append('\\').Append((char)value);
        }
        else if (value is > 0x20 and < 0x7F)
        {
            text.Append((char)value);
        }
        else
        {
            text.Append('\\').Append(value.ToString("D3", CultureInfo.InvariantCulture));
        }
    }

    private static bool ReadByte(ref ReadOnlySpan<char> text, out byte value)
    {
        var length = 1;
        value = (byte)text[0];
        var isFine = text[0] is > ' ' and < '\x7F';
        if (text[0] == '\\')
        {
            var isNumber = text.Length >= 4 && char.IsAsciiDigit(text[1]);
            length = isNumber ? 4 : 2;
            isFine = isNumber
                ? byte.TryParse(text[1..4], NumberStyles.None, CultureInfo.InvariantCulture, out value)
                : text.Length >= 2 && text[1] is > ' ' and < '\x7F' && !char.IsAsciiDigit(text[1]);
            value = isNumber || !isFine ? value : (byte)text[1];
        }

        text = text[Math.Min(length, text.Length)..];
        return isFine;
    }
}
