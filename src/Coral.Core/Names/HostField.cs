namespace Coral.Core.Names;

/// <summary>The Host field of a request, taken apart (RFC 9110, section 7.2): name folded to lower case, port.</summary>
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
        if (colon >= 0 && !host.EndsWith("]", StringComparison.Ordinal))
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

        field = new HostField(host.ToString().ToLowerInvariant(), port);
        return NameProblem.None;
    }
}
