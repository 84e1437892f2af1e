using System.Collections.Frozen;
using Coral.Core.Http;

namespace Coral.Caching.Http;

/// <summary>Sets of field names, and the names that <c>Connection</c> takes out of a message.</summary>
internal static class FieldNames
{
    /// <summary>Names compare without regard to case (RFC 9110, section 5.1).</summary>
    public static readonly StringComparer Comparer = StringComparer.OrdinalIgnoreCase;

    /// <summary>The fields of one connection (RFC 9110, section 7.6.1).</summary>
    public static readonly string[] HopByHop =
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

    /// <summary>A set of names.</summary>
    public static FrozenSet<string> Set(string[] names) => names.ToFrozenSet(Comparer);

    /// <summary>The end-to-end fields that <c>Connection</c> names, but for those that it must not.</summary>
    public static string[] NamedByConnection(FieldList received)
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
}
