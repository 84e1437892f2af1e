using System.Globalization;

namespace Coral.Core.Http.StructuredFields;

/// <summary>Writes a structured field member by member (RFC 9651, section 4.1), and puts commas and spaces.</summary>
/// <remarks>
/// What it is given can be written: <see cref="BareItem"/> sees to values, and a key that is none is refused here. It
/// fills the span that it begins with, and allocates only where that is too short.
/// </remarks>
/// <param name="room">The characters to begin with; may be none.</param>
/// <param name="isSpaced">
/// True to write a space after each semicolon, as RFC 9211 spells its examples; readers skip it.
/// </param>
public ref struct StructuredFieldWriter(Span<char> room, bool isSpaced = false)
{
    private const int LongestNumber = 24;
    private Span<char> _text = room;
    private int _length;
    private bool _isInner;
    private bool _isFollowing;

    /// <summary>Writes an item: a member of a list or of the inner list that is open, or the whole field.</summary>
    public void WriteItem(in BareItem value)
    {
        Separate();
        Append(value);
    }

    /// <summary>Writes a dictionary's member that is an item.</summary>
    /// <exception cref="ArgumentException">The key is none.</exception>
    public void WriteMember(string key, in BareItem value)
    {
        Separate();
        AppendKeyed(key, value);
    }

    /// <summary>Writes a parameter of the item or inner list that was written last.</summary>
    /// <exception cref="ArgumentException">The key is none.</exception>
    public void WriteParameter(string key, in BareItem value)
    {
        Append(isSpaced ? "; " : ";");
        AppendKeyed(key, value);
    }

    /// <summary>Opens an inner list.</summary>
    /// <param name="key">The key of the list in a dictionary; <see langword="null"/> in a list.</param>
    /// <exception cref="ArgumentException">The key is none.</exception>
    public void OpenInnerList(string? key = null)
    {
        Separate();
        if (key is not null)
        {
            Append(StructuredGrammar.IsKey(key) ? key : throw ItemParameters.NoKey(key));
            Append("=");
        }

        Append("(");
        (_isInner, _isFollowing) = (true, false);
    }

    /// <summary>Closes the inner list.</summary>
    public void CloseInnerList()
    {
        Append(")");
        (_isInner, _isFollowing) = (false, true);
    }

    /// <summary>Writes a member of a list, or of a dictionary where it has a key, as it was read.</summary>
    public void Write(StructuredMember member, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (member.InnerList is { } items)
        {
            OpenInnerList(key);
            foreach (var item in items)
            {
                Write(item);
            }

            CloseInnerList();
        }
        else if (key is not null)
        {
            WriteMember(key, member.Value);
        }
        else
        {
            WriteItem(member.Value);
        }

        foreach (var (name, value) in member.Parameters)
        {
            WriteParameter(name, value);
        }
    }

    /// <summary>The field as written so far; empty for a list or dictionary without members: no field at all.</summary>
    public override readonly string ToString() => _text[.._length].ToString();

    private void Separate()
    {
        if (_isFollowing)
        {
            Append(_isInner ? " " : ", ");
        }

        _isFollowing = true;
    }

    private void AppendKeyed(string key, in BareItem value)
    {
        Append(StructuredGrammar.IsKey(key) ? key : throw ItemParameters.NoKey(key));
        if (!value.IsTrue)
        {
            Append("=");
            Append(value);
        }
    }

    private void Append(in BareItem value)
    {
        switch (value.Kind)
        {
            case BareItemKind.Integer:
                AppendNumber(value.Number);
                break;
            case BareItemKind.Decimal:
                AppendDecimal(value.Number);
                break;
            case BareItemKind.String:
                AppendString(value.Text);
                break;
            case BareItemKind.Token:
                Append(value.Text);
                break;
            case BareItemKind.ByteSequence:
                Append(":");
                Append(value.Text);
                Append(":");
                break;
            case BareItemKind.Boolean:
                Append(value.IsTrue ? "?1" : "?0");
                break;
            case BareItemKind.Date:
                Append("@");
                AppendNumber(value.Number);
                break;
            default:
                AppendDisplayString(value.Text);
                break;
        }
    }

    private void AppendNumber(long value)
    {
        EnsureRoom(LongestNumber);
        value.TryFormat(_text[_length..], out var written, provider: CultureInfo.InvariantCulture);
        _length += written;
    }

    private void AppendDecimal(long thousandths)
    {
        Append(thousandths < 0 ? "-" : "");
        var (whole, fraction) = Math.DivRem(Math.Abs(thousandths), 1000);
        AppendNumber(whole);
        Append(".");
        Append(
            fraction.ToString("D3", CultureInfo.InvariantCulture).TrimEnd('0') is { Length: > 0 } digits ? digits : "0"
        );
    }

    private void AppendString(string text)
    {
        Append("\"");
        foreach (var c in text)
        {
            Append(c is '"' or '\\' ? "\\" : "");
            Append([c]);
        }

        Append("\"");
    }

    private void AppendDisplayString(string text)
    {
        Append("%\"");
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
            {
                if (b is >= 0x20 and <= 0x7e and not (byte)'%' and not (byte)'"')
                {
                    Append([(char)b]);
                }
                else
                {
                    Append("%");
                    Append(b.ToString("x2", CultureInfo.InvariantCulture));
                }
            }
        }

        Append("\"");
    }

    private void Append(scoped ReadOnlySpan<char> text)
    {
        EnsureRoom(text.Length);
        text.CopyTo(_text[_length..]);
        _length += text.Length;
    }

    private void EnsureRoom(int characters)
    {
        if (_text.Length - _length < characters)
        {
            var larger = new char[Math.Max(64, 2 * (_length + characters))];
            _text[.._length].CopyTo(larger);
            _text = larger;
        }
    }
}
