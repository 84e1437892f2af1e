using System.Buffers;
using System.Globalization;
using System.Text;

namespace Coral.Node.Admin.Index;

/// <summary>Bytes as text, where a terminal can show it and nothing in it can take the terminal over.</summary>
internal static class PrintableText
{
    /// <summary>The text; <see langword="null"/> for bytes that are not UTF-8 or not all printable.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var rest = bytes; !rest.IsEmpty; )
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) != OperationStatus.Done || !IsPrintable(rune))
            {
                return null;
            }

            text.Append(rune.ToString());
            rest = rest[length..];
        }

        return text.ToString();
    }

    private static bool IsPrintable(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );
}
