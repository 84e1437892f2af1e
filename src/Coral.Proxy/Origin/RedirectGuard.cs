using Coral.Caching.Http;
using Coral.Caching.Transfers;
using Coral.Core.Names;

namespace Coral.Proxy.Origin;

/// <summary>
/// Keeps browsers out of the cycle of an origin that redirects a request to the very URL that it came under.
/// </summary>
/// <remarks>
/// A publisher's rule that sends visitors to Coral sends our own requests there too, where it does not exempt them: a
/// browser would follow fifty such redirects, each a request to the origin. Such a response becomes
/// <see cref="FetchFailure.RedirectsBack"/>, which is remembered. Any number of threads.
/// </remarks>
/// <param name="origins">The way to the origins.</param>
/// <param name="names">The names under which origins are served, by which a URL of ours is recognised.</param>
/// <param name="clock">The clock of the memory of hosts.</param>
public sealed class RedirectGuard(IOriginFetcher origins, CoralizedNames names, TimeProvider clock) : IOriginFetcher
{
    private readonly ReturningHosts _returning = new(clock);

    /// <summary>True if the origin <paramref name="host"/> was seen to redirect to Coral.</summary>
    /// <param name="host">The host of the origin, in lower case.</param>
    public bool SendsBack(string host) => _returning.Contains(host);

    /// <inheritdoc />
    public async Task<FetchedResponse> SendAsync(CacheRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = await origins.SendAsync(request, cancellationToken);
        if (response is not { Head: { } head, Body: { } body } || !LeadsBack(request.Key, head))
        {
            return response;
        }

        await body.DisposeAsync();
        return FetchedResponse.Failed(FetchFailure.RedirectsBack);
    }

    /// <inheritdoc />
    public void Prepare(CacheKey key, OriginPreparation step) => origins.Prepare(key, step);

    /// <summary>True if a client that follows <paramref name="head"/> requests <paramref name="key"/> again.</summary>
    private bool LeadsBack(CacheKey key, ResponseHead head)
    {
        if (RedirectTarget.Of(head, key) is not { } target)
        {
            return false;
        }

        var scheme = target.IsSecure ? WebScheme.Https : WebScheme.Http;
        var origin = $"{scheme.Text()}://{target.Authority}";
        if (names.Decode(target.Authority, scheme).Name is { } name)
        {
            if (Uri.TryCreate(key.Origin, UriKind.Absolute, out var own) && own.Host == name.Origin.Host)
            {
                _returning.Add(own.Host);
            }

            origin = name.Origin.Text;
        }

        return origin == key.Origin && target.Target == key.Target;
    }
}
