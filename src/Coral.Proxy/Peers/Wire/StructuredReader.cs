using System.Globalization;

namespace Coral.Proxy.Peers.Wire;

/// <summary>Reads a dictionary of RFC 9651 member by member: as much of it as peers use, and skips the rest.</summary>
/// <remarks>
/// Everything is refused by returning <see langword="false"/>; after that, nothing further can be read. Strings have no
/// escapes here, and white space stands only where a writer of ours puts it.
/// </remarks>
internal ref struct StructuredReader(ReadOnlySpan<char> text)
{
    private const int MaxDigits = 15;
    private ReadOnlySpan<char> _rest = text;
    private bool _first = true;

    /// <summary>True at the end of the text.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Goes to the next member, over the comma before it.</summary>
    public bool TryReadMember(out ReadOnlySpan<char> key)
    {
        key = default;
        if (!_first && !TryTake(", "))
        {
            return false;
        }

        _first = false;
        return TryReadKey(out key);
    }

    /// <summary>Goes to the next parameter of an item, if there is one.</summary>
    public bool TryReadParameter(out ReadOnlySpan<char> key)
    {
        key = default;
        return TryTake(";") && TryReadKey(out key);
    }

    /// <summary>Reads the value of a member or parameter: a non-negative integer of at most 15 digits.</summary>
    public bool TryReadInteger(out long value)
    {
        value = 0;
        return TryTake("=") && TryReadDigits(out value);
    }

    /// <summary>Reads <c>=@</c> and seconds since 1970.</summary>
    public bool TryReadDate(out DateTimeOffset value)
    {
        value = default;
        if (!TryTake("=@") || !TryReadDigits(out var seconds) || seconds > 253402300799)
        {
            return false;
        }

        value = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    /// <summary>Reads <c>=</c> and a token.</summary>
    public bool TryReadToken(out ReadOnlySpan<char> token)
    {
        token = default;
        if (!TryTake("=") || _rest.IsEmpty || !char.IsAsciiLetter(_rest[0]))
        {
            return false;
        }

        token = TakeWhile(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        return true;
    }

    /// <summary>Reads a member or parameter that is true: one without a value, or <c>=?1</c>.</summary>
    public bool TryReadTrue() => !_rest.StartsWith("=", StringComparison.Ordinal) || TryTake("=?1");

    /// <summary>Reads <c>=</c> and a byte sequence of exactly the length of <paramref name="bytes"/>.</summary>
    public bool TryReadBytes(scoped Span<byte> bytes)
    {
        if (!TryTake("=:") || _rest.IndexOf(':') is not (>= 0 and var end))
        {
            return false;
        }

        var encoded = _rest[..end];
        _rest = _rest[(end + 1)..];
        return encoded.Length == (bytes.Length + 2) / 3 * 4
            && Convert.TryFromBase64Chars(encoded, bytes, out var written)
            && written == bytes.Length;
    }

    /// <summary>Reads a string item.</summary>
    public bool TryReadString(out ReadOnlySpan<char> value)
    {
        value = default;
        if (!TryTake("\"") || _rest.IndexOf('"') is not (>= 0 and var end))
        {
            return false;
        }

        value = _rest[..end];
        _rest = _rest[(end + 1)..];
        return !value.Contains('\\');
    }

    /// <summary>Takes <paramref name="text"/> when it is next.</summary>
    public bool TryTake(string text)
    {
        if (!_rest.StartsWith(text, StringComparison.Ordinal))
        {
            return false;
        }

        _rest = _rest[text.Length..];
        return true;
    }

    /// <summary>Skips a member that the reader does not know, to the comma after it or the end.</summary>
    public void Skip()
    {
        var quoted = false;
        var at = 0;
        for (; at < _rest.Length && (quoted || _rest[at] != ','); at++)
        {
            if (_rest[at] == '\\' && quoted)
            {
                at++;
            }
            else if (_rest[at] == '"')
            {
                quoted = !quoted;
            }
        }

        _rest = _rest[Math.Min(at, _rest.Length)..];
    }

    private bool TryReadKey(out ReadOnlySpan<char> key)
    {
        key = TakeWhile(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
        return !key.IsEmpty;
    }

    private bool TryReadDigits(out long value)
    {
        value = 0;
        var digits = TakeWhile(char.IsAsciiDigit);
        return digits.Length is > 0 and <= MaxDigits
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private ReadOnlySpan<char> TakeWhile(Func<char, bool> belongs)
    {
        var end = 0;
        while (end < _rest.Length && belongs(_rest[end]))
        {
            end++;
        }

        var taken = _rest[..end];
        _rest = _rest[end..];
        return taken;
    }
}
