using System.Text;

namespace Coral.Core.Names;

/// <summary>
/// An http or https URL taken apart (RFC 9110, section 4.2): what Coral needs of it, the rest untouched.
/// </summary>
/// <param name="Scheme">The URL's own scheme.</param>
/// <param name="Host">Lower case A-labels, no final dot; still to be judged by <see cref="HostRules"/>.</param>
/// <param name="Port">The port that is meant: that of the scheme where the URL has none.</param>
/// <param name="Rest">Path, query and fragment, beginning with a slash, in ASCII.</param>
/// <remarks>
/// Stricter than a browser's parser where reading it otherwise than a browser would be a risk: no backslash before the
/// path, no user name, no percent-encoded host, no control character anywhere. Path, query and fragment are kept
/// character by character, save that blanks and what is not ASCII are percent-encoded.
/// </remarks>
internal readonly record struct UrlParts(WebScheme Scheme, string Host, int Port, string Rest)
{
    /// <summary>Takes a URL as people type it: Unicode allowed.</summary>
    public static NameProblem Parse(string url, out UrlParts parts) =>
        Parse(url, relativeTo: null, isFieldValue: false, out parts);

    /// <summary>Takes a URL from a response's field, each character one octet.</summary>
    /// <param name="value">The value of <c>Location</c> or <c>Content-Location</c>.</param>
    /// <param name="relativeTo">The scheme that <c>//host/path</c> takes on.</param>
    /// <param name="parts">The URL, where the answer is <see cref="NameProblem.None"/>.</param>
    public static NameProblem ParseField(string value, WebScheme relativeTo, out UrlParts parts) =>
        Parse(value, relativeTo, isFieldValue: true, out parts);

    private static NameProblem Parse(string url, WebScheme? relativeTo, bool isFieldValue, out UrlParts parts)
    {
        parts = default;
        var text = url.AsSpan().Trim(' ');
        if (text.ContainsAnyInRange('\0', '\u001f') || text.Contains('\u007f'))
        {
            return NameProblem.ControlCharacter;
        }

        if (ReadScheme(ref text, relativeTo) is not { } scheme)
        {
            return NameProblem.NotHttp;
        }

        var end = text.IndexOfAny("/\\?#");
        var authority = end < 0 ? text : text[..end];
        var rest = end < 0 ? default : text[end..];
        if (authority.Contains('@'))
        {
            return NameProblem.UserInfo;
        }

        if (rest is ['\\', ..])
        {
            return NameProblem.ForbiddenCharacter;
        }

        var problem = ReadHost(authority, scheme, isFieldValue, out var host, out var port);
        if (problem == NameProblem.None)
        {
            parts = new UrlParts(scheme, host, port, ToAscii(rest, isFieldValue));
        }

        return problem;
    }

    private static WebScheme? ReadScheme(ref ReadOnlySpan<char> text, WebScheme? relativeTo)
    {
        var slashes = text.IndexOf("//", StringComparison.Ordinal);
        var scheme = slashes switch
        {
            0 => relativeTo,
            5 when text.StartsWith("http:", StringComparison.OrdinalIgnoreCase) => (WebScheme?)WebScheme.Http,
            6 when text.StartsWith("https:", StringComparison.OrdinalIgnoreCase) => WebScheme.Https,
            _ => null,
        };
        text = scheme is null ? text : text[(slashes + 2)..];
        return scheme;
    }

    private static NameProblem ReadHost(
        ReadOnlySpan<char> authority,
        WebScheme scheme,
        bool isFieldValue,
        out string host,
        out int port
    )
    {
        host = "";
        port = scheme.DefaultPort();
        if (authority is ['[', ..])
        {
            return NameProblem.AddressLiteral;
        }

        var colon = authority.LastIndexOf(':');
        if (colon >= 0)
        {
            if (colon + 1 < authority.Length && !PortText.TryParseLoosely(authority[(colon + 1)..], out port))
            {
                return NameProblem.BadPort;
            }

            authority = authority[..colon];
        }

        if (authority is [.., '.'])
        {
            authority = authority[..^1];
        }

        if (isFieldValue && !Ascii.IsValid(authority))
        {
            return NameProblem.UnmappedCharacter;
        }

        host = InternationalHost.ToAscii(authority.ToString(), out var problem) ?? "";
        return problem;
    }

    private static string ToAscii(ReadOnlySpan<char> rest, bool isFieldValue)
    {
        var ascii = new StringBuilder(rest.Length + 1);
        if (rest is not ['/', ..])
        {
            ascii.Append('/');
        }

        Span<byte> octets = stackalloc byte[4];
        foreach (var rune in rest.EnumerateRunes())
        {
            if (rune.IsAscii && rune.Value != ' ')
            {
                ascii.Append((char)rune.Value);
                continue;
            }

            var isOctet = isFieldValue && rune.Value <= byte.MaxValue;
            octets[0] = (byte)rune.Value;
            var length = isOctet ? 1 : rune.EncodeToUtf8(octets);
            foreach (var octet in octets[..length])
            {
                ascii.Append('%').Append(Convert.ToHexString([octet]));
            }
        }

        return ascii.ToString();
    }
}
