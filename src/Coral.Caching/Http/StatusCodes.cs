namespace Coral.Caching.Http;

/// <summary>The classes of status codes that a cache tells apart (RFC 9110, section 15).</summary>
internal static class StatusCodes
{
    /// <summary>
    /// True if a response may be given a lifetime that its origin did not name (RFC 9110, section
    /// 15.1).
    /// </summary>
    public static bool IsHeuristicallyCacheable(int status) =>
        status is 200 or 203 or 204 or 206 or 300 or 301 or 308 or 404 or 405 or 410 or 414 or 501;

    /// <summary>
    /// True for an answer of the moment, which says nothing of the resource: the origin fails, refuses for a while, or
    /// took too long for the request. It replaces no stored response.
    /// </summary>
    public static bool IsTemporary(int status) => status is 408 or 425 or 429 or (>= 500 and <= 599);

    /// <summary>
    /// True for an origin that wants to be left alone: a 429, or a 5xx that says for how long (RFC 6585, section 4; RFC
    /// 9110, section 15.6.4).
    /// </summary>
    public static bool IsRefusal(int status, TimeSpan? retryAfter) =>
        status == 429 || (status is >= 500 and <= 599 && retryAfter is not null);

    /// <summary>True for a status whose rules this cache follows: all of RFC 9110 but 206 and 304.</summary>
    public static bool IsUnderstood(int status) =>
        status
            is (>= 200 and <= 205)
                or (>= 300 and <= 303)
                or 305
                or 307
                or 308
                or (>= 400 and <= 417)
                or 421
                or 422
                or 426
                or (>= 500 and <= 505);
}
