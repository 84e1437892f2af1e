using System.Collections.Frozen;
using Coral.Core.Http;

namespace Coral.Caching.Http;

/// <summary>The fields that pass through the cache (RFC 9110, section 7.6.1; RFC 9111, section 3.1).</summary>
public static class EndToEndFields
{
    private static readonly string[] HopByHop =
    [
        "Connection",
        "HTTP2-Settings",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authentication-Info",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    ];

    /// <summary>
    /// Fields by which an origin binds the browser to its own host: under our host they would bind it to us.
    /// </summary>
    private static readonly string[] OfTheOriginsHost =
    [
        "Alt-Svc",
        "Clear-Site-Data",
        "Expect-CT",
        "NEL",
        "Public-Key-Pins",
        "Public-Key-Pins-Report-Only",
        "Report-To",
        "Strict-Transport-Security",
    ];

    /// <summary>Fields of the client, and fields that the proxy writes itself or answers itself.</summary>
    private static readonly string[] OfTheClient =
    [
        "Authorization",
        "Content-Length",
        "Cookie",
        "Cookie2",
        "Coral-Peer",
        "Expect",
        "Host",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
        "If-Range",
        "If-Unmodified-Since",
        "Range",
        "User-Agent",
    ];

    /// <summary>Fields by which a client could make an origin answer another request than the cache key says.</summary>
    private static readonly string[] ThatRewriteTheRequest =
    [
        "Forwarded",
        "X-Host",
        "X-HTTP-Host-Override",
        "X-HTTP-Method",
        "X-HTTP-Method-Override",
        "X-Method-Override",
        "X-Original-Host",
        "X-Original-URL",
        "X-Real-IP",
        "X-Rewrite-URL",
    ];

    private const string ForwardedPrefix = "X-Forwarded-";

    private static readonly FrozenSet<string> DroppedFromResponses = Set([
        .. HopByHop,
        .. OfTheOriginsHost,
        "Set-Cookie",
        "Set-Cookie2",
    ]);

    private static readonly FrozenSet<string> DroppedFromRequests = Set([
        .. HopByHop,
        .. OfTheClient,
        .. ThatRewriteTheRequest,
    ]);

    /// <summary>
    /// Fields that <c>Connection</c> does not take away: a sender must not name them (RFC 9110, section 7.6.1), and
    /// losing them would make private content public, compressed bytes plain, or a loop unseen.
    /// </summary>
    private static readonly FrozenSet<string> NeverNamedByConnection = Set([
        "Accept-Encoding",
        "Age",
        "Cache-Control",
        "CDN-Cache-Control",
        "CDN-Loop",
        "Content-Encoding",
        "Content-Length",
        "Content-Location",
        "Content-Range",
        "Content-Security-Policy",
        "Content-Type",
        "Date",
        "ETag",
        "Expires",
        "Last-Modified",
        "Location",
        "Vary",
        "Via",
        "X-Content-Type-Options",
        "X-Frame-Options",
    ]);

    /// <summary>The response fields that are stored and passed on, with a <c>Date</c>.</summary>
    /// <remarks>
    /// Dropped: hop-by-hop fields and those that <c>Connection</c> names, cookies, and what binds the browser to the
    /// origin's own host. A <c>Date</c> that is missing or no date becomes the time of arrival (RFC 9110, section
    /// 6.6.1).
    /// </remarks>
    /// <param name="received">The fields as the origin sent them.</param>
    /// <param name="receivedAt">The time at which the fields arrived.</param>
    public static FieldList OfResponse(FieldList received, DateTimeOffset receivedAt)
    {
        var kept = Without(received, DroppedFromResponses);
        return HttpDate.TryParse(kept.Get("Date"), receivedAt, out _)
            ? kept
            : kept.With("Date", HttpDate.Format(receivedAt));
    }

    /// <summary>The request fields that go to the origin and into <see cref="CacheRequest.Fields"/>.</summary>
    /// <remarks>
    /// Dropped: hop-by-hop fields and those that <c>Connection</c> names, cookies, credentials, conditions and
    /// <c>Range</c> (the proxy answers those), what the proxy writes itself, and what could make the origin answer
    /// another request than the key says. <c>Accept-Encoding</c> is folded by <see cref="AcceptEncoding"/>, always
    /// present.
    /// </remarks>
    public static FieldList OfRequest(FieldList received) =>
        Without(received, DroppedFromRequests)
            .Without(line => !ReachesOrigin(line.Name))
            .With("Accept-Encoding", AcceptEncoding.Normalize(received.Get("Accept-Encoding")));

    /// <summary>
    /// True if a request field of this name is ever passed on to an origin as the client sent it,
    /// or folded.
    /// </summary>
    public static bool ReachesOrigin(string name) =>
        !DroppedFromRequests.Contains(name) && !name.StartsWith(ForwardedPrefix, StringComparison.OrdinalIgnoreCase);

    private static FieldList Without(FieldList received, FrozenSet<string> dropped)
    {
        var named = NamedByConnection(received);
        return received.Without(line =>
            dropped.Contains(line.Name) || named.Contains(line.Name, StringComparer.OrdinalIgnoreCase)
        );
    }

    private static string[] NamedByConnection(FieldList received)
    {
        if (received.Get("Connection") is not { } options)
        {
            return [];
        }

        var named = new List<string>();
        foreach (var member in new ListMembers(options, ListQuoting.None))
        {
            var option = member.Trim().ToString();
            if (!NeverNamedByConnection.Contains(option))
            {
                named.Add(option);
            }
        }

        return [.. named];
    }

    private static FrozenSet<string> Set(string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
