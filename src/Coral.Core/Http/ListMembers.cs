namespace Coral.Core.Http;

/// <summary>Enumerates the members of a list in a field value (RFC 9110, section 5.6.1). Allocates nothing.</summary>
/// <param name="value">The field value, its lines joined by commas.</param>
/// <param name="quoting">The constructs inside which a separator does not count.</param>
/// <param name="separator">The character between two members.</param>
/// <param name="most">The most members that are read, empty ones included; those after them are left unread.</param>
public ref struct ListMembers(
    ReadOnlySpan<char> value,
    ListQuoting quoting = ListQuoting.Strings,
    char separator = ',',
    int most = int.MaxValue
)
{
    private ReadOnlySpan<char> _rest = value;
    private int _left = most;

    /// <summary>The member that <see cref="MoveNext"/> found, without spaces and tabs around it.</summary>
    public ReadOnlySpan<char> Current { get; private set; } = default;

    /// <summary>True if members are left to read; after the last <see cref="MoveNext"/>: beyond the limit.</summary>
    public bool HasMore { get; private set; } = true;

    /// <summary>The enumerator: this value itself.</summary>
    public readonly ListMembers GetEnumerator() => this;

    /// <summary>Goes to the next member that is not empty.</summary>
    public bool MoveNext()
    {
        while (HasMore && _left > 0)
        {
            var end = IndexOf(_rest, separator, quoting);
            Current = _rest[..end].Trim(" \t");
            HasMore = end < _rest.Length;
            _rest = HasMore ? _rest[(end + 1)..] : default;
            _left--;
            if (!Current.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The index of the first unquoted <paramref name="sought"/>; the length without one.</summary>
    internal static int IndexOf(ReadOnlySpan<char> text, char sought, ListQuoting quoting)
    {
        if (quoting == ListQuoting.None)
        {
            var index = text.IndexOf(sought);
            return index < 0 ? text.Length : index;
        }

        var (comments, quoted, depth) = (quoting == ListQuoting.StringsAndComments, false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quoted || depth > 0:
                    i++;
                    break;
                case '"' when depth == 0:
                    quoted = !quoted;
                    break;
                case '(' when comments && !quoted:
                    depth++;
                    break;
                case ')' when depth > 0:
                    depth--;
                    break;
                case var c when c == sought && !quoted && depth == 0:
                    return i;
            }
        }

        return text.Length;
    }
}
