namespace Coral.Caching.Http;

/// <summary>The primary cache key: the resource that a response is for (RFC 9111, section 2).</summary>
/// <param name="Origin">Scheme, host and port as an origin is written, default port left out:
/// <c>http://www.x.com:8000</c>.</param>
/// <param name="Target">Path and query as received, never empty: <c>/a.html?b=c</c>.</param>
/// <remarks>
/// The method is not part of it: only GET responses are stored, and they answer HEAD too. Two strings and no copy, so
/// that a hit allocates nothing for its key. Scheme, host and port are always in it: a key without them lets one
/// origin answer for another.
/// </remarks>
public readonly record struct CacheKey(string Origin, string Target)
{
    /// <summary>The URL of the resource.</summary>
    public override string ToString() => Origin + Target;
}
