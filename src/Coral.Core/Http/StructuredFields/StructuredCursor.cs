using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Coral.Core.Http.StructuredFields;

/// <summary>A place in the text of a structured field, and the reading of what begins there.</summary>
/// <remarks>Refused is what returns <see langword="false"/>; the place is then of no more use.</remarks>
internal ref struct StructuredCursor(ReadOnlySpan<char> text)
{
    private const int MaxIntegerDigits = 15;
    private const int MaxWholeDigits = 12;
    private const int MaxFractionDigits = 3;

    private ReadOnlySpan<char> _rest = text;

    /// <summary>True at the end of the text.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Takes <paramref name="c"/> when it is next.</summary>
    public bool TryTake(char c)
    {
        if (_rest.IsEmpty || _rest[0] != c)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>Goes over spaces.</summary>
    /// <returns><see langword="true"/> when there were any.</returns>
    public bool SkipSpaces()
    {
        var before = _rest.Length;
        _rest = _rest.TrimStart(' ');
        return _rest.Length < before;
    }

    /// <summary>Goes over spaces and tabs.</summary>
    public void SkipWhiteSpace() => _rest = _rest.TrimStart(" \t");

    /// <summary>Reads a key (section 4.2.3.3).</summary>
    public bool TryReadKey([NotNullWhen(true)] out string? key)
    {
        key =
            !_rest.IsEmpty && StructuredGrammar.IsKeyStart(_rest[0])
                ? TakeWhile(StructuredGrammar.KeyCharacters).ToString()
                : null;
        return key is not null;
    }

    /// <summary>Reads a bare item (section 4.2.3.1).</summary>
    public bool TryReadBareItem(out BareItem item)
    {
        item = default;
        if (_rest.IsEmpty)
        {
            return false;
        }

        switch (_rest[0])
        {
            case '-' or (>= '0' and <= '9'):
                return TryReadNumber(out item);
            case '"':
                return TryReadString(out item);
            case ':':
                return TryReadBytes(out item);
            case '?':
                return TryReadBoolean(out item);
            case '@':
                return TryReadDate(out item);
            case '%':
                return TryReadDisplayString(out item);
            case var c when StructuredGrammar.IsTokenStart(c):
                item = BareItem.Token(TakeWhile(StructuredGrammar.TokenCharacters).ToString());
                return true;
            default:
                return false;
        }
    }

    private bool TryReadNumber(out BareItem item)
    {
        item = default;
        var sign = TryTake('-') ? -1 : 1;
        var whole = TakeDigits();
        if (whole.Length is 0 or > MaxIntegerDigits)
        {
            return false;
        }

        var number = long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture);
        if (!TryTake('.'))
        {
            item = BareItem.Integer(sign * number);
            return true;
        }

        var fraction = TakeDigits();
        if (whole.Length > MaxWholeDigits || fraction.Length is 0 or > MaxFractionDigits)
        {
            return false;
        }

        Span<char> thousandths = ['0', '0', '0'];
        fraction.CopyTo(thousandths);
        number = (number * 1000) + long.Parse(thousandths, NumberStyles.None, CultureInfo.InvariantCulture);
        item = BareItem.Thousandths(sign * number);
        return true;
    }

    private bool TryReadDate(out BareItem item)
    {
        item = default;
        if (!TryTake('@') || !TryReadNumber(out var seconds) || seconds.AsInteger is not { } number)
        {
            return false;
        }

        item = BareItem.Date(number);
        return true;
    }

    private bool TryReadString(out BareItem item)
    {
        item = default;
        _rest = _rest[1..];
        var end = 0;
        var escapes = 0;
        while (true)
        {
            if (end >= _rest.Length || _rest[end] is < ' ' or > '~')
            {
                return false;
            }

            if (_rest[end] == '"')
            {
                break;
            }

            if (_rest[end] == '\\')
            {
                escapes++;
                if (++end >= _rest.Length || _rest[end] is not ('"' or '\\'))
                {
                    return false;
                }
            }

            end++;
        }

        item = BareItem.String(Unescaped(_rest[..end], escapes));
        _rest = _rest[(end + 1)..];
        return true;
    }

    private static string Unescaped(ReadOnlySpan<char> text, int escapes)
    {
        if (escapes == 0)
        {
            return text.ToString();
        }

        var plain = new StringBuilder(text.Length - escapes);
        for (var i = 0; i < text.Length; i++)
        {
            i += text[i] == '\\' ? 1 : 0;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }

    /// <summary>Missing padding is forgiven, as are bits behind the last byte (section 4.2.7).</summary>
    private bool TryReadBytes(out BareItem item)
    {
        item = default;
        _rest = _rest[1..];
        var encoded = TakeWhile(StructuredGrammar.Base64Characters);
        if (!TryTake(':'))
        {
            return false;
        }

        var padding = encoded.Contains('=') ? 0 : (4 - (encoded.Length % 4)) % 4;
        var bytes = new byte[(encoded.Length + padding) / 4 * 3];
        if (!Convert.TryFromBase64String(encoded.ToString() + "==="[..padding], bytes, out var length))
        {
            return false;
        }

        item = BareItem.Bytes(bytes.AsSpan(0, length));
        return true;
    }

    private bool TryReadBoolean(out BareItem item)
    {
        _rest = _rest[1..];
        item = BareItem.Boolean(!_rest.IsEmpty && _rest[0] == '1');
        return TryTake('1') || TryTake('0');
    }

    private bool TryReadDisplayString(out BareItem item)
    {
        item = default;
        if (!TryTake('%') || !TryTake('"') || _rest.IndexOf('"') is not (>= 0 and var end))
        {
            return false;
        }

        var encoded = _rest[..end];
        _rest = _rest[(end + 1)..];
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] is < ' ' or > '~')
            {
                return false;
            }

            if (encoded[i] != '%')
            {
                bytes[length++] = (byte)encoded[i];
                continue;
            }

            if (i + 2 >= encoded.Length || !TryReadLowerHex(encoded.Slice(i + 1, 2), out bytes[length++]))
            {
                return false;
            }

            i += 2;
        }

        return TryDecode(bytes.AsSpan(0, length), out item);
    }

    private static bool TryReadLowerHex(ReadOnlySpan<char> digits, out byte value)
    {
        value = 0;
        return !digits.ContainsAnyExcept(StructuredGrammar.LowerHexDigits)
            && byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryDecode(ReadOnlySpan<byte> bytes, out BareItem item)
    {
        item = default;
        if (!Utf8.IsValid(bytes))
        {
            return false;
        }

        item = BareItem.DisplayString(Encoding.UTF8.GetString(bytes));
        return true;
    }

    private ReadOnlySpan<char> TakeDigits()
    {
        var end = _rest.IndexOfAnyExceptInRange('0', '9');
        return Take(end < 0 ? _rest.Length : end);
    }

    private ReadOnlySpan<char> TakeWhile(SearchValues<char> belong)
    {
        var end = _rest.IndexOfAnyExcept(belong);
        return Take(end < 0 ? _rest.Length : end);
    }

    private ReadOnlySpan<char> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
