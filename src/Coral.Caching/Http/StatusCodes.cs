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
