using Coral.Caching.Http;
using Coral.Core.Names;
using Coral.Proxy.Pages;
using Microsoft.AspNetCore.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>The requests that are refused although their names are served, or sent back to their origin.</summary>
/// <remarks>Methods are told apart by case (RFC 9110, section 9.1): to the server, <c>head</c> is no HEAD.</remarks>
/// <param name="names">The names that are served.</param>
/// <param name="loops">Tells requests that have been through this network.</param>
/// <param name="maxRequestLineBytes">The longest request line.</param>
/// <param name="sendsBack">True for the host of an origin that redirects to Coral.</param>
internal sealed class RequestPolicy(
    CoralizedNames names,
    LoopDetector loops,
    long maxRequestLineBytes,
    Func<string, bool> sendsBack
)
{
    /// <summary>The characters of a request line beside method and target: two spaces and the version.</summary>
    private const int LineOverheadBytes = 10;

    private readonly Page _targetTooLong = PolicyPages.TargetTooLong(maxRequestLineBytes);

    /// <summary>The page for a request that is refused; <see langword="null"/> for one that is served.</summary>
    public Page? Refuse(RequestContext context, HostDecision decision)
    {
        if (context.Method != HttpMethods.Get && context.Method != HttpMethods.Head)
        {
            return PolicyPages.MethodNotAllowed;
        }

        if (context.Method.Length + context.RawTarget.Length + LineOverheadBytes > maxRequestLineBytes)
        {
            return _targetTooLong;
        }

        if (context.HasRequestBody)
        {
            return PolicyPages.BodyRefused;
        }

        if (context.IsHttp2 && ForbiddenFields.AreOfAConnection(context.RequestHeaders))
        {
            return PolicyPages.BadFields;
        }

        return decision.Name is { } name && loops.IsLoop(context.RequestHeaders, names.Declares(name.Authority.Host))
            ? LoopPages.CameFromUs
            : null;
    }

    /// <summary>The URL at its origin for a client that is sent back there.</summary>
    /// <returns>
    /// <see langword="null"/> where that would not work: the origin redirects to Coral, or the query looks signed.
    /// </returns>
    public string? HomeOf(CoralizedName name, CacheKey key) => sendsBack(name.Origin.Host) ? null : HomeUrl.For(key);
}
