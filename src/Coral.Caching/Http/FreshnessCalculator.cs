namespace Coral.Caching.Http;

/// <summary>
/// The freshness lifetime of a response, counted from its generation at the origin (RFC 9111, section 4.2.1).
/// </summary>
public static class FreshnessCalculator
{
    /// <summary>
    /// The first that is there: <c>s-maxage</c>, <c>max-age</c>, <c>Expires</c> less <c>Date</c>, the heuristic.
    /// </summary>
    /// <remarks>
    /// Zero for <c>no-cache</c>, whatever else is said, so that every use validates; zero too for an
    /// <c>Expires</c> that is no date (section 5.3) or is given twice, and for a malformed <c>Cache-Control</c> without
    /// a lifetime that can be read: it may have stated one that overrides <c>Expires</c>. <c>immutable</c> does not
    /// lengthen it (RFC
    /// 8246).
    /// </remarks>
    /// <param name="head">The header of the response.</param>
    /// <param name="responseTime">The moment of its arrival; stands in for a missing <c>Date</c>.</param>
    /// <param name="policy">The heuristic for a header that states no lifetime.</param>
    public static TimeSpan Lifetime(ResponseHead head, DateTimeOffset responseTime, HeuristicPolicy policy)
    {
        var directives = CacheDirectives.Of(head.Fields);
        if (directives.NoCache)
        {
            return TimeSpan.Zero;
        }

        if ((directives.SharedMaxAge ?? directives.MaxAge) is { } stated)
        {
            return stated;
        }

        if (directives.IsMalformed)
        {
            return TimeSpan.Zero;
        }

        var date = head.DateOf("Date", responseTime) ?? responseTime;
        if (head.Fields.Contains("Expires"))
        {
            return DeltaSeconds.Clamp((head.DateOf("Expires", responseTime) ?? date) - date);
        }

        return directives.Public || StatusCodes.IsHeuristicallyCacheable(head.Status)
            ? policy.Lifetime(date, head.DateOf("Last-Modified", responseTime))
            : TimeSpan.Zero;
    }
}
