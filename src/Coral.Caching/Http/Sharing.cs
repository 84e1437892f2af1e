namespace Coral.Caching.Http;

/// <summary>The rule for responses that are not stored: which may satisfy the requests that waited for them.</summary>
/// <remarks>
/// They were sent before the response was made, so each of them gets what it would have got by itself; that is
/// collapsed forwarding, and not reuse of a stored response (RFC 9111, section 4).
/// </remarks>
public static class Sharing
{
    /// <summary>
    /// True if the response carries neither <c>private</c> nor <c>no-store</c>, and no <c>Vary: *</c>.
    /// </summary>
    /// <remarks>Each of those waiting must also match by <see cref="SelectingFields.Matches"/>.</remarks>
    public static bool Allows(ResponseHead head)
    {
        var directives = CacheDirectives.Of(head.Fields);
        return !directives.Private && !directives.NoStore && !Vary.IsOnEverything(head);
    }
}
