using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>Which responses may be stored (RFC 9111, section 3), by a shared cache.</summary>
public static class Storability
{
    /// <summary>Decides by the request and the response header alone.</summary>
    public static StorageVerdict Decide(CacheRequest request, ResponseHead head) =>
        throw new InvalidOperationException("To be filled.");
}
