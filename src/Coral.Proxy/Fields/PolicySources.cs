using System.Globalization;
using System.Text;
using Coral.Core.Names;

namespace Coral.Proxy.Fields;

/// <summary>
/// The list of sources of one directive of a <see cref="ContentSecurityPolicy"/> (CSP 3, section 2.3.1).
/// </summary>
internal static class PolicySources
{
    /// <summary>
    /// Adds to <paramref name="output"/> what admits our name wherever <paramref name="sources"/> admit the origin's.
    /// </summary>
    /// <returns><see langword="true"/> when something is to be added.</returns>
    public static bool Complete(ReadOnlySpan<char> sources, CoralizedName name, StringBuilder? output)
    {
        foreach (var range in sources.SplitAny(' ', '\t'))
        {
            if (AdmitsOurs(sources[range], name.Place.ClientScheme))
            {
                return false;
            }
        }

        var isAdded = false;
        var hasSelf = false;
        foreach (var range in sources.SplitAny(' ', '\t'))
        {
            if (!AdmitsOrigins(sources[range], name, out var path) || (path.IsEmpty && hasSelf))
            {
                continue;
            }

            isAdded = true;
            hasSelf |= path.IsEmpty;
            output?.Append(' ');
            output?.Append(path.IsEmpty ? "'self'" : $"{name.Place.ClientScheme.Text()}://{name.HostAndPort}{path}");
        }

        return isAdded;
    }

    /// <summary>True for a source that admits our own origin, the page's, whatever it is called.</summary>
    private static bool AdmitsOurs(ReadOnlySpan<char> source, WebScheme client) =>
        source is "*"
        || Is(source, "'self'")
        || Is(source, "http:")
        || (client == WebScheme.Https && Is(source, "https:"));

    /// <summary>True for a source that admits the origin by its scheme, its name, or the names beside it.</summary>
    /// <param name="path">The path that it is restricted to; empty for none.</param>
    private static bool AdmitsOrigins(ReadOnlySpan<char> source, CoralizedName name, out ReadOnlySpan<char> path)
    {
        path = default;
        if (source.IsEmpty || source[0] == '\'')
        {
            return false;
        }

        if (Is(source, "https:"))
        {
            return MayBeSecure(name.Origin);
        }

        var scheme = source.IndexOf("://", StringComparison.Ordinal);
        var isSecure = scheme >= 0 && Is(source[..scheme], "https");
        if (scheme >= 0 && !isSecure && !Is(source[..scheme], "http"))
        {
            return false;
        }

        var rest = scheme < 0 ? source : source[(scheme + 3)..];
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        path = slash < 0 || slash == rest.Length - 1 ? default : rest[slash..];
        var colon = authority.IndexOf(':');
        var host = colon < 0 ? authority : authority[..colon];
        return (!isSecure || MayBeSecure(name.Origin))
            && MatchesHost(host, name.Origin.Host)
            && (colon < 0 || MatchesPort(authority[(colon + 1)..], name.Origin));
    }

    /// <summary>
    /// True if the origin's pages may come over https: an http origin at its own port may have moved.
    /// </summary>
    private static bool MayBeSecure(WebOrigin origin) => origin.Scheme == WebScheme.Https || origin.Port == 80;

    private static bool MatchesHost(ReadOnlySpan<char> pattern, string host) =>
        pattern is ['*', '.', ..]
            ? pattern.Length - 1 < host.Length
                && host.AsSpan().EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : Is(pattern, host);

    private static bool MatchesPort(ReadOnlySpan<char> port, WebOrigin origin) =>
        port is "*"
        || (
            int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (number == origin.Port || (origin.Port == 80 && number == 443))
        );

    private static bool Is(ReadOnlySpan<char> text, string name) =>
        text.Equals(name, StringComparison.OrdinalIgnoreCase);
}
