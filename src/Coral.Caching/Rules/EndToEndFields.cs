using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>Which fields pass through the cache (RFC 9110, section 7.6.1; RFC 9111, section 3.1).</summary>
public static class EndToEndFields
{
    /// <summary>The response fields that are stored and passed on.</summary>
    public static FieldList OfResponse(FieldList received) => throw new InvalidOperationException("To be filled.");

    /// <summary>The request fields that go to the origin and into <see cref="CacheRequest.Fields"/>.</summary>
    public static FieldList OfRequest(FieldList received) => throw new InvalidOperationException("To be filled.");

    /// <summary>Whether a request field of this name is ever passed on to an origin.</summary>
    public static bool ReachesOrigin(string name) => throw new InvalidOperationException("To be filled.");
}
