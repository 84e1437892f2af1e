namespace Coral.Proxy.Origin;

/// <summary>The end of connections to an origin: host, port, and TLS or not.</summary>
/// <param name="Host">The host as the URL names it, in lower case.</param>
/// <param name="Port">The port that the URL means.</param>
/// <param name="IsSecure"><see langword="true"/> when it is an https URL.</param>
internal readonly record struct OriginEnd(string Host, int Port, bool IsSecure)
{
    /// <summary>The endpoint of a request to <paramref name="uri"/>.</summary>
    public static OriginEnd Of(Uri uri) =>
        new(uri.IdnHost.ToLowerInvariant(), uri.Port, uri.Scheme == Uri.UriSchemeHttps);

    /// <summary>The endpoint of requests to <paramref name="origin"/>.</summary>
    public static OriginEnd Of(in OriginUrl origin) =>
        new(origin.Host.ToLowerInvariant(), origin.Port ?? (origin.IsSecure ? 443 : 80), origin.IsSecure);
}
