namespace Coral.Caching.Http;

/// <summary>Entity tags and their comparison (RFC 9110, section 8.8.3). No allocation.</summary>
internal static class EntityTag
{
    /// <summary>
    /// The ends of tags of compressed representations, the closing quote included; longer ones first.
    /// </summary>
    private static readonly string[] CodingSuffixes =
    [
        "--gzip\"",
        "-gzip\"",
        ";gzip\"",
        ";gz\"",
        "--br\"",
        "-br\"",
        ";br\"",
        "-zstd\"",
        ";zstd\"",
        "-deflate\"",
    ];

    /// <summary>True if <paramref name="tag"/> is one entity tag: <c>"…"</c> or <c>W/"…"</c>.</summary>
    public static bool IsValid(ReadOnlySpan<char> tag) => !tag.IsEmpty && LengthAt(tag) == tag.Length;

    /// <summary>True if <paramref name="tag"/> begins with <c>W/</c>.</summary>
    public static bool IsWeak(ReadOnlySpan<char> tag) => tag.StartsWith("W/", StringComparison.Ordinal);

    /// <summary>Strong comparison: neither is weak, and they are the same.</summary>
    public static bool SameStrongly(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        IsValid(left) && !IsWeak(left) && left.SequenceEqual(right);

    /// <summary>Weak comparison: the same but for <c>W/</c>.</summary>
    public static bool SameWeakly(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        IsValid(left) && IsValid(right) && Opaque(left).SequenceEqual(Opaque(right));

    /// <summary>The tag that the representation has without its content coding, where that shows as a suffix.</summary>
    /// <remarks>
    /// Apache and Caddy append <c>-gzip</c> and kin before the closing quote, Jetty <c>--gzip</c>, others <c>;gzip</c>.
    /// A tag without such a suffix is returned as it is.
    /// </remarks>
    public static string WithoutCoding(string tag)
    {
        foreach (var suffix in CodingSuffixes)
        {
            var length = tag.Length - suffix.Length;
            if (tag.EndsWith(suffix, StringComparison.Ordinal) && length > (IsWeak(tag) ? 3 : 1))
            {
                return string.Concat(tag.AsSpan(0, length), "\"");
            }
        }

        return tag;
    }

    /// <summary>
    /// True if the list <paramref name="field"/> holds <paramref name="tag"/>; what is no tag in it
    /// is skipped.
    /// </summary>
    public static bool ListHolds(ReadOnlySpan<char> field, ReadOnlySpan<char> tag, bool strongly)
    {
        while (!field.IsEmpty)
        {
            var length = LengthAt(field);
            if (length == 0)
            {
                field = field[1..];
                continue;
            }

            var member = field[..length];
            if (strongly ? SameStrongly(member, tag) : SameWeakly(member, tag))
            {
                return true;
            }

            field = field[length..];
        }

        return false;
    }

    /// <summary>
    /// True if the list holds <paramref name="tag"/> with the suffix of a content coding: the tag of a coded form.
    /// </summary>
    public static bool ListHoldsCoded(ReadOnlySpan<char> field, ReadOnlySpan<char> tag)
    {
        while (!field.IsEmpty)
        {
            var length = LengthAt(field);
            if (length > 0 && IsValid(tag) && HasCoding(Opaque(field[..length]), Opaque(tag)))
            {
                return true;
            }

            field = field[Math.Max(length, 1)..];
        }

        return false;
    }

    private static bool HasCoding(ReadOnlySpan<char> member, ReadOnlySpan<char> tag)
    {
        if (!member.StartsWith(tag[..^1], StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var suffix in CodingSuffixes)
        {
            if (member[(tag.Length - 1)..].SequenceEqual(suffix))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The length of the tag that <paramref name="text"/> begins with; 0 when it begins with none.</summary>
    private static int LengthAt(ReadOnlySpan<char> text)
    {
        var open = IsWeak(text) ? 2 : 0;
        if (text.Length <= open || text[open] != '"')
        {
            return 0;
        }

        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return i + 1;
            }

            if (text[i] is <= ' ' or '\u007f')
            {
                return 0;
            }
        }

        return 0;
    }

    private static ReadOnlySpan<char> Opaque(ReadOnlySpan<char> tag) => IsWeak(tag) ? tag[2..] : tag;
}
