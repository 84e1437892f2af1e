using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>Asking the origin whether a stored response is still good (RFC 9111, section 4.3).</summary>
public static class Validation
{
    /// <summary>Whether the stored response carries a validator to ask with.</summary>
    public static bool CanValidate(StoredResponse stored) => throw new InvalidOperationException("To be filled.");

    /// <summary>The request with <c>If-None-Match</c> and <c>If-Modified-Since</c> of the stored response; unconditional without validators.</summary>
    public static CacheRequest Conditional(CacheRequest request, StoredResponse stored) =>
        throw new InvalidOperationException("To be filled.");

    /// <summary>Applies a 304: new fields, new age, new lifetime, the same body.</summary>
    public static Refreshed Refresh(
        StoredResponse stored,
        CacheRequest request,
        ResponseHead notModified,
        DateTimeOffset requestTime,
        DateTimeOffset responseTime,
        HeuristicPolicy policy
    ) => throw new InvalidOperationException("To be filled.");
}
