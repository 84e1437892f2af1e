using System.Text;

namespace Coral.Core.Http;

/// <summary>A parameter of a list's member: a flag, or a key with a value.</summary>
public readonly ref struct FieldParameter
{
    private readonly ReadOnlySpan<char> _value;

    internal FieldParameter(ReadOnlySpan<char> text, ListQuoting quoting)
    {
        var end = ListMembers.IndexOf(text, '=', quoting);
        HasValue = end < text.Length;
        Key = text[..end].Trim(" \t");
        _value = HasValue ? text[(end + 1)..].Trim(" \t") : default;
    }

    /// <summary>The text before the equals sign; all of it where there is none (a flag).</summary>
    public ReadOnlySpan<char> Key { get; }

    /// <summary>True if the parameter has an equals sign.</summary>
    public bool HasValue { get; }

    /// <summary>The value, a quoted string without its quotes and escapes; empty for a flag.</summary>
    public string Value => Unquote(_value);

    /// <summary>
    /// A quoted string without its quotes and escapes (RFC 9110, section 5.6.4); anything else as it is.
    /// </summary>
    public static string Unquote(ReadOnlySpan<char> value)
    {
        if (value.Length < 2 || value[0] != '"' || value[^1] != '"')
        {
            return value.ToString();
        }

        var text = new StringBuilder(value.Length);
        for (var i = 1; i < value.Length - 1; i++)
        {
            i += value[i] == '\\' && i < value.Length - 2 ? 1 : 0;
            text.Append(value[i]);
        }

        return text.ToString();
    }
}
