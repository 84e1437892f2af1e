using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Coral.Proxy.Origin;

/// <summary>Scheme, host and port of an origin, read from <see cref="Coral.Caching.Http.CacheKey.Origin"/>.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The host in the letters of the URL, its case kept.</param>
/// <param name="Port">The port; <see langword="null"/> for the scheme's own.</param>
internal readonly record struct OriginUrl(string Scheme, string Host, int? Port)
{
    private static readonly SearchValues<char> HostCharacters = SearchValues.Create(
        "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
    );

    private static readonly UriCreationOptions Exact = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>True if requests go over TLS.</summary>
    public bool IsSecure => Scheme == Uri.UriSchemeHttps;

    /// <summary>Host and port as <c>Host</c> says them.</summary>
    public string Authority => Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{Host}:{port}") : Host;

    /// <summary>Reads <c>http://host[:port]</c> or <c>https://host[:port]</c>.</summary>
    public static bool TryParse(string origin, out OriginUrl url)
    {
        url = default;
        var separator = origin.IndexOf("://", StringComparison.Ordinal);
        if (separator < 0 || origin[..separator] is not ("http" or "https"))
        {
            return false;
        }

        var authority = origin[(separator + 3)..];
        var colon = authority.LastIndexOf(':');
        var host = colon < 0 ? authority : authority[..colon];
        if (host.Length == 0 || host.AsSpan().ContainsAnyExcept(HostCharacters))
        {
            return false;
        }

        if (colon < 0)
        {
            url = new OriginUrl(origin[..separator], host, null);
            return true;
        }

        var isPort = int.TryParse(
            authority.AsSpan(colon + 1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var port
        );
        url = new OriginUrl(origin[..separator], host, port);
        return isPort && port is > 0 and <= 65535;
    }

    /// <summary>The same host under <paramref name="scheme"/>, at that scheme's port.</summary>
    public OriginUrl Under(string scheme) => new(scheme, Host, null);

    /// <summary>
    /// The URL of <paramref name="target"/> here; its path and query go out byte by byte as they are.
    /// </summary>
    /// <returns><see langword="false"/> for what no request line can carry: control, space, or beyond ASCII.</returns>
    public bool TryCombine(string target, [NotNullWhen(true)] out Uri? uri)
    {
        uri = null;
        return target.StartsWith('/')
            && !target.AsSpan().ContainsAnyExceptInRange('\x21', '\x7e')
            && Uri.TryCreate($"{Scheme}://{Authority}{target}", Exact, out uri)
            && uri.PathAndQuery == target;
    }
}
