namespace Coral.Proxy.Pipeline;

/// <summary>
/// Goes through a comma-separated field value; commas in quoted strings and comments do not part it (RFC 9110, 5.6).
/// </summary>
internal ref struct ListMembers(ReadOnlySpan<char> value)
{
    private ReadOnlySpan<char> _rest = value;

    /// <summary>The member that <see cref="MoveNext"/> found, without the white space around it.</summary>
    public ReadOnlySpan<char> Current { get; private set; } = default;

    public readonly ListMembers GetEnumerator() => this;

    /// <summary>Goes to the next member that is not empty.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = IndexOutsideQuotes(_rest, ',');
            Current = _rest[..end].Trim(" \t");
            _rest = end == _rest.Length ? default : _rest[(end + 1)..];
            if (!Current.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The index of the first <paramref name="sought"/> outside quoted strings and comments; the length without one.
    /// </summary>
    public static int IndexOutsideQuotes(ReadOnlySpan<char> text, char sought)
    {
        var (quoted, depth) = (false, 0);
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
                case '(' when !quoted:
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
