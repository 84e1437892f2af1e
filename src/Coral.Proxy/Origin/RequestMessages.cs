using System.Collections.Frozen;
using System.Net;
using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>Writes the request that goes to an origin.</summary>
internal static class RequestMessages
{
    /// <summary>
    /// The conditions and the range, which the cache adds to a request: they are ours, never a client's.
    /// </summary>
    private static readonly FrozenSet<string> Ours = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "If-Modified-Since",
        "If-None-Match",
        "If-Range",
        "Range"
    );

    /// <summary>
    /// A GET or HEAD of <paramref name="uri"/> with the request's fields, and our names in place of the client's own.
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
            // What the cache let pass is checked once more: nothing that must not reach an origin leaves from here.
            if (Ours.Contains(line.Name) || (RequestFields.ReachesOrigin(line.Name) && !IsWrittenHere(line)))
            {
                // Refused, and so dropped, are names that are no names, and fields of a content that a GET has not.
                fields.TryAddWithoutValidation(line.Name, line.Value);
            }
        }

        return message;
    }

    private static bool IsWrittenHere(FieldLine line) => line.Is("Via") || line.Is("CDN-Loop");

    /// <summary>The chain so far, and our element at its end (RFC 9110, section 7.6.3; RFC 8586, section 2).</summary>
    private static string Appended(FieldList fields, string name, string element) =>
        fields.Get(name) is { Length: > 0 } chain ? $"{chain}, {element}" : element;
}
