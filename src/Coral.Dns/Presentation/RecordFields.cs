using System.Buffers.Text;
using System.Net;
using System.Text;
using Coral.Dns.Wire;

namespace Coral.Dns.Presentation;

/// <summary>Fields of a record's data as text.</summary>
internal static class RecordFields
{
    /// <summary>An address of the family that the type is for.</summary>
    public static byte[]? Address(string word, RecordType type)
    {
        // Only a whole dotted quad: "10.1" is an address to the class library.
        var isAddress = IPAddress.TryParse(word, out var address) && (type == RecordType.AAAA || word.Count('.') == 3);
        var bytes = isAddress ? address!.GetAddressBytes() : [];
        return bytes.Length == (type == RecordType.A ? 4 : 16) ? bytes : null;
    }

    /// <summary>The bytes of a string, with or without quotes; <c>\"</c> and <c>\065</c> as in RFC 1035.</summary>
    public static byte[] Unquote(string word)
    {
        var inner = word.Length >= 2 && word[0] == '"' && word[^1] == '"' ? word[1..^1] : word;
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(inner);
        var bytes = new List<byte>(text.Length);
        while (!text.IsEmpty)
        {
            var length = 1;
            var value = text[0];
            if (
                value == '\\'
                && text.Length > 3
                && Utf8Parser.TryParse(text[1..4], out byte code, out var used)
                && used == 3
            )
            {
                length = 4;
                value = code;
            }
            else if (value == '\\' && text.Length > 1)
            {
                length = 2;
                value = text[1];
            }

            bytes.Add(value);
            text = text[length..];
        }

        return [.. bytes];
    }
}
