using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>The URL that a redirect leads to, as a browser would read it (RFC 3986, section 5).</summary>
/// <param name="Authority">Host and port as the URL has them, in lower case.</param>
/// <param name="IsSecure">True for https.</param>
/// <param name="Target">Path and query, character by character; never empty.</param>
internal readonly record struct RedirectTarget(string Authority, bool IsSecure, string Target)
{
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The <c>Location</c> of a redirect, resolved against the URL that was requested.</summary>
    /// <returns><see langword="null"/> for a response that redirects to no http or https URL.</returns>
    public static RedirectTarget? Of(ResponseHead head, CacheKey requested)
    {
        if (
            head.Status is not (301 or 302 or 303 or 307 or 308)
            || head.Fields.Get("Location") is not { } location
            || !Uri.TryCreate(requested.Origin, UriKind.Absolute, out var origin)
        )
        {
            return null;
        }

        var reference = location.Trim();
        var fragment = reference.IndexOf('#', StringComparison.Ordinal);
        reference = fragment < 0 ? reference : reference[..fragment];
        return reference switch
        {
            "" => Within(origin, requested.Target),
            _ when reference.StartsWith("//", StringComparison.Ordinal) => Absolute($"{origin.Scheme}:{reference}"),
            ['/', ..] => Within(origin, reference),
            ['?', ..] => Within(origin, PathOf(requested.Target) + reference),
            _ when HasScheme(reference) => Absolute(reference),
            _ => Uri.TryCreate(new Uri(origin, PathOf(requested.Target)), reference, out var relative)
                ? Within(origin, relative.PathAndQuery)
                : null,
        };
    }

    private static RedirectTarget Within(Uri origin, string target) =>
        new(origin.Authority.ToLowerInvariant(), origin.Scheme == Uri.UriSchemeHttps, target);

    private static RedirectTarget? Absolute(string url)
    {
        if (
            !Uri.TryCreate(url, Verbatim, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
        )
        {
            return null;
        }

        var target = uri.PathAndQuery;
        return Within(uri, target.StartsWith('/') ? target : "/" + target);
    }

    private static string PathOf(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }

    /// <summary>True if the text before the first colon is a scheme: no path, and no query.</summary>
    private static bool HasScheme(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && reference.AsSpan(0, colon).IndexOfAny('/', '?') < 0;
    }
}
