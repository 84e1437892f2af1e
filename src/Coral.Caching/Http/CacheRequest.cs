namespace Coral.Caching.Http;

/// <summary>A client's request as the cache sees it: GET or HEAD of one resource.</summary>
/// <param name="Key">The key of the resource.</param>
/// <param name="IsHead">True if the client wants the header alone.</param>
/// <param name="Fields">The request header as it may go to the origin: no cookies, no credentials, no hop-by-hop
/// fields.</param>
public sealed record CacheRequest(CacheKey Key, bool IsHead, FieldList Fields)
{
    /// <summary>
    /// The receiver of interim responses to this very request, where it goes to the origin; <see langword="null"/> for
    /// none.
    /// </summary>
    public IInterimReceiver? Interim { get; init; }

    /// <summary>
    /// The client's <c>Range</c>, and its <c>If-Range</c>: for a fetch that nobody else follows. Empty without.
    /// </summary>
    public FieldList Part { get; init; } = FieldList.Empty;
}
