using Coral.Caching.Http;

namespace Coral.Caching.Transfers;

/// <summary>Asks origins. The cache's only way out; real in the proxy, modelled in the simulator.</summary>
/// <remarks>Never throws for what an origin or the network does: that comes back as a value.</remarks>
public interface IOriginFetcher
{
    /// <summary>Sends one request and waits for the response header.</summary>
    /// <param name="request">The request; its conditional fields go out as they are.</param>
    /// <param name="cancellationToken">Ends the request; then, and only then, throws <see
    /// cref="OperationCanceledException"/>.</param>
    Task<FetchedResponse> SendAsync(CacheRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Says that a request for <paramref name="key"/> may follow. A hint: returns at once, does one step at most once,
    /// and what it prepared is dropped when no request uses it.
    /// </summary>
    void Prepare(CacheKey key, OriginPreparation step);
}
