using Coral.Caching.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>The codings of ours that a request lets its response have.</summary>
internal static class AcceptedCodings
{
    private static readonly ContentCoding[] Both = [ContentCoding.Brotli, ContentCoding.Gzip];
    private static readonly ContentCoding[] Brotli = [ContentCoding.Brotli];
    private static readonly ContentCoding[] Gzip = [ContentCoding.Gzip];

    /// <summary>The codings, the preferred one first. Allocates nothing.</summary>
    /// <remarks>
    /// None for a range or a condition that is compared strongly: both speak of the bytes as the origin sent them, and
    /// a weak tag satisfies neither (RFC 9110, sections 13.1.1 and 14.2). None where the client forbids it (RFC 9111,
    /// section 5.2.1.6).
    /// </remarks>
    public static ReadOnlySpan<ContentCoding> Of(RequestContext context)
    {
        var headers = context.RequestHeaders;
        if (
            headers.AcceptEncoding.Count == 0
            || headers.Range.Count > 0
            || headers.IfMatch.Count > 0
            || (
                headers.CacheControl.Count > 0
                && headers.CacheControl.ToString().Contains("no-transform", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return [];
        }

        return AcceptEncoding.Normalize(headers.AcceptEncoding.ToString()) switch
        {
            "br, gzip" => Both,
            "br" => Brotli,
            "gzip" => Gzip,
            _ => [],
        };
    }
}
