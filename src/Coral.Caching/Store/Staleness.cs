using Coral.Caching.Http;

namespace Coral.Caching.Store;

/// <summary>The rules by which a stale response may be served (RFC 9111, section 4.2.4; RFC 5861).</summary>
/// <remarks>
/// Never one that says <c>no-cache</c>, <c>must-revalidate</c>, <c>proxy-revalidate</c> or <c>s-maxage</c>, even beside
/// <c>stale-if-error</c> or <c>stale-while-revalidate</c>: of directives that conflict the stricter holds (section
/// 4.2.1).
/// </remarks>
public static class Staleness
{
    /// <summary>The rule for a stale response whose origin could not be reached, or broke off.</summary>
    /// <remarks>
    /// Not for failures that are no failure of the origin: an address or port refused, a loop, an object grown too
    /// large.
    /// </remarks>
    /// <param name="stored">The response that is no longer fresh.</param>
    /// <param name="failure">The failure of the fetch.</param>
    /// <param name="now">The time of the request.</param>
    /// <param name="limit">
    /// The time past its freshness, where the response states none by <c>stale-if-error</c>.
    /// </param>
    public static bool MayServe(StoredResponse stored, FetchFailure failure, DateTimeOffset now, TimeSpan limit) =>
        IsOriginsFailure(failure) && MayServeOnError(stored, now, limit);

    /// <summary>
    /// The rule for a stale response whose origin responded with <paramref name="status"/>: an answer of the moment
    /// (<see cref="StatusCodes.IsTemporary"/>) lets it be served.
    /// </summary>
    public static bool MayServe(StoredResponse stored, int status, DateTimeOffset now, TimeSpan limit) =>
        StatusCodes.IsTemporary(status) && MayServeOnError(stored, now, limit);

    /// <summary>
    /// The rule for serving a stale response at once while it is revalidated (<c>stale-while-revalidate</c>).
    /// </summary>
    public static bool MayServeWhileRevalidating(StoredResponse stored, DateTimeOffset now)
    {
        var directives = CacheDirectives.Of(stored.Head.Fields);
        return !directives.ForbidsStale
            && directives.StaleWhileRevalidate is { } window
            && now - stored.FreshUntil < window;
    }

    private static bool MayServeOnError(StoredResponse stored, DateTimeOffset now, TimeSpan limit)
    {
        if (stored.IsFresh(now))
        {
            return true;
        }

        var directives = CacheDirectives.Of(stored.Head.Fields);
        return !directives.ForbidsStale && now - stored.FreshUntil < (directives.StaleIfError ?? limit);
    }

    private static bool IsOriginsFailure(FetchFailure failure) =>
        failure
            is FetchFailure.NameNotResolved
                or FetchFailure.ConnectFailed
                or FetchFailure.ConnectTimedOut
                or FetchFailure.HeaderTimedOut
                or FetchFailure.BodyTimedOut
                or FetchFailure.ConnectionLost
                or FetchFailure.BadResponse
                or FetchFailure.WrongDigest
                or FetchFailure.RecentlyFailed
                or FetchFailure.Refused
                or FetchFailure.RedirectsBack
                or FetchFailure.Overloaded;
}
