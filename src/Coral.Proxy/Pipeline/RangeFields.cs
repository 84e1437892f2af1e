using System.Text.RegularExpressions;
using Coral.Caching.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>The client's own range, for a fetch whose response nobody else gets.</summary>
internal static partial class RangeFields
{
    /// <summary>
    /// Adds <c>Range</c> and <c>If-Range</c> to a GET with one range; others are applied to the whole.
    /// </summary>
    public static CacheRequest Add(RequestContext context, CacheRequest request)
    {
        var headers = context.RequestHeaders;
        if (request.IsHead || headers.Range is not [{ } range] || !OneRange().IsMatch(range))
        {
            return request;
        }

        return request with
        {
            Part = headers.IfRange is [{ } condition]
                ? FieldList.Of(("Range", range), ("If-Range", condition))
                : FieldList.Of(("Range", range)),
        };
    }

    /// <summary>One range of bytes (RFC 9110, section 14.1.2), of numbers that every server reads.</summary>
    [GeneratedRegex(
        "^bytes=(?:[0-9]{1,18}-(?:[0-9]{1,18})?|-[0-9]{1,18})$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex OneRange();
}
