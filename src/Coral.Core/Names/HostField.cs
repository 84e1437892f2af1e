namespace Coral.Core.Names;

/// <summary>
/// The Host field of a request, taken apart (RFC 9110, section 7.2): name folded to lower case, port.
/// </summary>
/// <remarks>One final dot is dropped: it makes a name absolute, and is the same name.</remarks>
internal readonly record struct HostField(string Host, int? Port)
{
    /// <summary>Longest field worth reading: a name, its final dot, a colon and a port with leading zeros.</summary>
    public const int MaxLength = HostRules.MaxNameLength + 16;

    public static NameProblem Parse(string text, out HostField field)
    {
        field = default;
        if (text.Length > MaxLength)
        {
            return NameProblem.TooLong;
        }

        var host = text.AsSpan();
        int? port = null;
        var colon = host.LastIndexOf(':');
        if (colon > host.LastIndexOf(']'))
        {
            var digits = host[(colon + 1)..];
            if (!digits.IsEmpty)
            {
                if (!PortText.TryParseLoosely(digits, out var number))
                {
                    return NameProblem.BadListenerPort;
                }

                port = number;
            }

            host = host[..colon];
        }

        if (host is [.., '.'])
        {
            host = host[..^1];
        }

        field = new HostField(FoldCase(host), port);
        return NameProblem.None;
    }

    // ASCII only: the Kelvin sign is no k in DNS.
    private static string FoldCase(ReadOnlySpan<char> host)
    {
        Span<char> folded = stackalloc char[MaxLength];
        for (var i = 0; i < host.Length; i++)
        {
            folded[i] = char.IsAsciiLetterUpper(host[i]) ? (char)(host[i] | 0x20) : host[i];
        }

        return folded[..host.Length].ToString();
    }
}
