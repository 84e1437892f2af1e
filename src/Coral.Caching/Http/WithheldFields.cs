using System.Collections.Frozen;

namespace Coral.Caching.Http;

/// <summary>The request fields that are never sent on to an origin, whatever its <c>Vary</c> names.</summary>
internal static class WithheldFields
{
    /// <summary>Fields of one client, and fields that the proxy writes itself or answers itself.</summary>
    private static readonly string[] OfOneClient =
    [
        "Api-Key",
        "Authorization",
        "Client-Cert",
        "Client-Cert-Chain",
        "Content-Length",
        "Cookie",
        "Cookie2",
        "Coral-Peer",
        "DPoP",
        "Expect",
        "Host",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
        "If-Range",
        "If-Unmodified-Since",
        "Range",
        "Remote-User",
        "SSL-Client-Cert",
        "User-Agent",
        "X-Access-Token",
        "X-Amz-Security-Token",
        "X-Api-Key",
        "X-Auth-Token",
        "X-Client-Cert",
        "X-CSRF-Token",
        "X-Remote-User",
        "X-XSRF-Token",
    ];

    /// <summary>
    /// Fields by which a proxy tells an origin of its client or of the request that it got: a client's own could make
    /// the origin answer another request than the cache key says.
    /// </summary>
    private static readonly string[] OfProxies =
    [
        "Base-Url",
        "Client-IP",
        "Destination",
        "Forwarded",
        "Front-End-Https",
        "HTTPS",
        "Max-Forwards",
        "Proxy",
        "Proxy-Client-IP",
        "Proxy-Host",
        "Request-Uri",
        "Surrogate-Capability",
        "True-Client-IP",
        "Url",
        "WL-Proxy-Client-IP",
        "WL-Proxy-SSL",
        "X-Arr-Ssl",
        "X-Backend-Host",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "X-Host",
        "X-Http-Destinationurl",
        "X-Http-Host-Override",
        "X-Http-Method",
        "X-Http-Method-Override",
        "X-Http-Path-Override",
        "X-Https",
        "X-Method-Override",
        "X-Middleware-Subrequest",
        "X-Originating-IP",
        "X-Proxy-Url",
        "X-ProxyUser-IP",
        "X-Real-Host",
        "X-Real-IP",
        "X-Remote-Addr",
        "X-Remote-IP",
        "X-Scheme",
        "X-Script-Name",
        "X-Server-Name",
        "X-Ssl",
        "X-Url-Scheme",
    ];

    /// <summary>The beginnings of the names of families of such fields.</summary>
    private static readonly string[] PrefixesOfProxies =
    [
        "Akamai-",
        "CF-",
        "CloudFront-",
        "Fastly-",
        "X-Amzn-",
        "X-Appengine-",
        "X-Azure-",
        "X-Envoy-",
        "X-Forward",
        "X-Invoke-",
        "X-Original-",
        "X-Rewrite-",
        "X-Vercel-",
    ];

    private static readonly FrozenSet<string> Names = FieldNames.Set([
        .. FieldNames.HopByHop,
        .. OfOneClient,
        .. OfProxies,
    ]);

    /// <summary>True for a field that is withheld.</summary>
    /// <remarks>
    /// An underscore counts as a hyphen, as gateways of the CGI family read both alike. Allocates nothing for a name
    /// without one.
    /// </remarks>
    public static bool Contains(string name)
    {
        var spelled = name.Contains('_', StringComparison.Ordinal) ? name.Replace('_', '-') : name;
        if (Names.Contains(spelled))
        {
            return true;
        }

        foreach (var prefix in PrefixesOfProxies)
        {
            if (spelled.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
