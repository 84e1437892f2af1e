using Coral.Caching.Fetching;
using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>When a stale response may be served all the same (RFC 9111, section 4.2.4; RFC 5861).</summary>
public static class Staleness
{
    /// <summary>How long past its freshness a response may be served on failure, where the response does not say.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromHours(24);

    /// <summary>Whether it may be served because the origin could not be asked, or broke off.</summary>
    public static bool MayServe(StoredResponse stored, FetchFailure failure, DateTimeOffset now, TimeSpan limit) =>
        throw new InvalidOperationException("To be filled.");

    /// <summary>Whether it may be served because the origin answered with <paramref name="status"/>, a 5xx.</summary>
    public static bool MayServe(StoredResponse stored, int status, DateTimeOffset now, TimeSpan limit) =>
        throw new InvalidOperationException("To be filled.");

    /// <summary>Whether it may be served at once while it is revalidated (<c>stale-while-revalidate</c>).</summary>
    public static bool MayServeWhileRevalidating(StoredResponse stored, DateTimeOffset now) =>
        throw new InvalidOperationException("To be filled.");
}
