namespace Coral.Caching.Http;

/// <summary>The outcome of a request, as the <c>Cache-Status</c> field says it (RFC 9211).</summary>
public readonly record struct CacheStatus
{
    /// <summary>True if the response comes from the store, without any request.</summary>
    public bool Hit { get; init; }

    /// <summary>
    /// The reason to forward the request (RFC 9211, section 2.2): <c>uri-miss</c>, <c>vary-miss</c>, <c>stale</c>,
    /// <c>bypass</c>…
    /// </summary>
    public string? Forward { get; init; }

    /// <summary>The status of the next server's response; 0 when there was none.</summary>
    public int ForwardStatus { get; init; }

    /// <summary>The response was put into the store.</summary>
    public bool Stored { get; init; }

    /// <summary>The request joined a fetch that was already under way.</summary>
    public bool Collapsed { get; init; }

    /// <summary>Remaining freshness; negative when the response was stale.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>
    /// The place that the bytes came from: <c>memory</c>, <c>disk</c>, <c>origin</c>, <c>level0</c>, <c>level1</c>,
    /// <c>level2</c>.
    /// </summary>
    public string? Detail { get; init; }
}
