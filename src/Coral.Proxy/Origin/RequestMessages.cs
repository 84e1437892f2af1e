using System.Collections.Frozen;
using System.Net;
using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>Writes the request that goes to an origin.</summary>
internal static class RequestMessages
{
    /// <summary>
    /// Fields that are never sent to an origin, whatever the pipeline let pass, and those that are written here.
    /// </summary>
    private static readonly FrozenSet<string> Withheld = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Host",
        "User-Agent",
        "Via",
        "CDN-Loop",
        "Cookie",
        "Cookie2",
        "Authorization",
        "Proxy-Authorization",
        "Connection",
        "Proxy-Connection",
        "Keep-Alive",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Expect",
        "HTTP2-Settings"
    );

    /// <summary>
    /// A GET or HEAD of <paramref name="uri"/> with the client's fields, and our names in place of its own.
    /// </summary>
    public static HttpRequestMessage Create(OriginUrl origin, Uri uri, CacheRequest request, OriginIdentity identity)
    {
        var message = new HttpRequestMessage(request.IsHead ? HttpMethod.Head : HttpMethod.Get, uri)
        {
            Version = origin.IsSecure ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        // The framework's handler writes line breaks in values as they are: a value could add fields of its own.
        var clients = request.Fields.Without(line => line.Value.AsSpan().ContainsAny('\r', '\n', '\0'));
        var fields = message.Headers;
        fields.TryAddWithoutValidation("Host", origin.Authority);
        fields.TryAddWithoutValidation("User-Agent", identity.UserAgent);
        fields.TryAddWithoutValidation("Via", Appended(clients, "Via", identity.Via));
        fields.TryAddWithoutValidation("CDN-Loop", Appended(clients, "CDN-Loop", identity.CdnLoop));
        foreach (var line in clients.Lines)
        {
            if (!Withheld.Contains(line.Name))
            {
                // Refused, and so dropped, are names that are no names, and fields of a content that a GET has not.
                fields.TryAddWithoutValidation(line.Name, line.Value);
            }
        }

        return message;
    }

    /// <summary>The chain so far, and our element at its end (RFC 9110, section 7.6.3; RFC 8586, section 2).</summary>
    private static string Appended(FieldList fields, string name, string element) =>
        fields.Get(name) is { Length: > 0 } chain ? $"{chain}, {element}" : element;
}
