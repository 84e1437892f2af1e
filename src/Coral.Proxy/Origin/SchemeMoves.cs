using Coral.Caching.Http;
using Coral.Caching.Transfers;

namespace Coral.Proxy.Origin;

/// <summary>Recognises an origin that sends its visitors to the same URL under the other scheme.</summary>
internal static class SchemeMoves
{
    /// <summary>True if <paramref name="head"/> redirects to the same host, path and query under https.</summary>
    public static bool IsToHttps(ResponseHead head, OriginUrl origin, string target) =>
        IsTo("https://", ":443", head, origin, target);

    /// <summary>True if <paramref name="head"/> redirects to the same host, path and query under http.</summary>
    public static bool IsToHttp(ResponseHead head, OriginUrl origin, string target) =>
        IsTo("http://", ":80", head, origin, target);

    /// <summary>True for the response or failure of an http origin that is to be requested over https.</summary>
    public static bool SuggestsHttps(FetchedResponse plain, OriginUrl origin, string target) =>
        plain.Head is { } head ? IsToHttps(head, origin, target) : plain.Failure == FetchFailure.ConnectFailed;

    /// <summary>True if an http origin only redirects to https, or fails as well.</summary>
    public static bool SaysNothingItself(FetchedResponse plain, OriginUrl origin, string target) =>
        plain.Head is not { } head || IsToHttps(head, origin, target);

    private static bool IsTo(string scheme, string port, ResponseHead head, OriginUrl origin, string target)
    {
        if (head.Status is not (301 or 302 or 303 or 307 or 308) || head.Fields.Get("Location") is not { } location)
        {
            return false;
        }

        var site = scheme + origin.Host;
        if (!location.StartsWith(site, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = location.AsSpan(site.Length);
        rest = rest.StartsWith(port, StringComparison.Ordinal) ? rest[port.Length..] : rest;
        return rest.SequenceEqual(target) || (rest.IsEmpty && target == "/");
    }
}
