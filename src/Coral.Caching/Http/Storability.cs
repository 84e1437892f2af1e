namespace Coral.Caching.Http;

/// <summary>The rules for storing a response in a shared cache (RFC 9111, section 3).</summary>
/// <remarks>
/// The rule for requests with <c>Authorization</c> (section 3.5) has no case here: credentials never reach an origin
/// through us. For the same reason a 401 or 407 is of no use to anybody, and is not stored whatever it allows. A
/// request's <c>no-store</c> is not obeyed: request directives are advisory (section 5.2.1), and one
/// client in a crowd must not cost the origin a fetch.
/// </remarks>
public static class Storability
{
    /// <summary>Decides by the request and the response header alone.</summary>
    public static StorageOutcome Decide(CacheRequest request, ResponseHead head)
    {
        if (request.IsHead)
        {
            return StorageOutcome.MethodNotGet;
        }

        if (head.Status is < 200 or > 599 or 206 or 304 or 401 or 407)
        {
            return StorageOutcome.StatusNotStorable;
        }

        var directives = CacheDirectives.Of(head.Fields);
        if (directives.MustUnderstand && !StatusCodes.IsUnderstood(head.Status))
        {
            return StorageOutcome.StatusNotUnderstood;
        }

        if (directives.NoStore && !directives.MustUnderstand)
        {
            return StorageOutcome.NoStore;
        }

        if (directives.Private)
        {
            return StorageOutcome.Private;
        }

        if (Vary.IsOnEverything(head))
        {
            return StorageOutcome.VariesOnEverything;
        }

        return IsAllowed(head, directives) ? StorageOutcome.Storable : StorageOutcome.NothingAllowsIt;
    }

    private static bool IsAllowed(ResponseHead head, CacheDirectives directives) =>
        directives.Public
        || directives.SharedMaxAge is not null
        || directives.MaxAge is not null
        || head.Fields.Contains("Expires")
        || StatusCodes.IsHeuristicallyCacheable(head.Status);
}
