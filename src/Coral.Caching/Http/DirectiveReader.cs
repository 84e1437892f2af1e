using Coral.Core.Http;

namespace Coral.Caching.Http;

/// <summary>
/// Walks the members of a <c>Cache-Control</c> value: <c>name</c> or <c>name=argument</c>, set apart by commas.
/// </summary>
/// <remarks>A comma within quotes does not end a member; a quote that is never closed runs to the end.</remarks>
internal ref struct DirectiveReader(ReadOnlySpan<char> value)
{
    private ListMembers _members = new(value);
    private ReadOnlySpan<char> _argument;
    private bool _hasArgument;

    /// <summary>The present member as received.</summary>
    public ReadOnlySpan<char> Member { get; private set; }

    /// <summary>The name of the present member.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>
    /// True if the present member is a token, or a token with another or with a quoted string (RFC 9111, section 5.2).
    /// </summary>
    public bool IsWellFormed { get; private set; }

    /// <summary>The argument as delta-seconds; zero when there is none, or it is no number.</summary>
    public readonly TimeSpan Seconds => DeltaSeconds.TryParse(_argument, out var seconds) ? seconds : TimeSpan.Zero;

    /// <summary>As <see cref="Seconds"/>, but the longest time there is without an argument.</summary>
    public readonly TimeSpan SecondsOrLongest => _hasArgument ? Seconds : DeltaSeconds.Longest;

    /// <summary>True if the argument is a list of field names, all of which carry cookies.</summary>
    public readonly bool NamesOnlyCookies
    {
        get
        {
            var any = false;
            foreach (var member in new ListMembers(_argument, ListQuoting.None))
            {
                var name = member.Trim();
                if (name.IsEmpty)
                {
                    continue;
                }

                any = true;
                if (!Same(name, "Set-Cookie") && !Same(name, "Set-Cookie2"))
                {
                    return false;
                }
            }

            return any;
        }
    }

    /// <summary>Moves to the next member.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    public bool Read()
    {
        while (_members.MoveNext())
        {
            var member = _members.Current.Trim();
            if (!member.IsEmpty)
            {
                Take(member);
                return true;
            }
        }

        return false;
    }

    /// <summary>True if the present member is named <paramref name="name"/>.</summary>
    public readonly bool Is(string name) => Same(Name, name);

    private static bool Same(ReadOnlySpan<char> text, string name) =>
        text.Equals(name, StringComparison.OrdinalIgnoreCase);

    private void Take(ReadOnlySpan<char> member)
    {
        // Quotes are taken off here, for every directive of every response, since FieldParameter makes a string.
        // Escapes stay: neither a number nor a field name needs one.
        var equals = member.IndexOf('=');
        _hasArgument = equals >= 0;
        Member = member;
        Name = _hasArgument ? member[..equals].TrimEnd() : member;
        _argument = _hasArgument ? member[(equals + 1)..].Trim() : default;
        if (_argument is ['"', .. var inner, '"'])
        {
            _argument = inner;
            IsWellFormed = Tokens.Contains(Name) && IsQuotable(inner);
        }
        else
        {
            IsWellFormed = Tokens.Contains(Name) && (!_hasArgument || Tokens.Contains(_argument));
        }
    }

    /// <summary>True if a text between quotes is one quoted string, and not the ends of two.</summary>
    private static bool IsQuotable(ReadOnlySpan<char> inner)
    {
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '"')
            {
                return false;
            }

            i += inner[i] == '\\' ? 1 : 0;
            if (i == inner.Length)
            {
                return false;
            }
        }

        return true;
    }
}
