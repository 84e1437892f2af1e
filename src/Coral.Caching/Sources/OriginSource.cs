using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>The source of a flight outside the network: the origin alone.</summary>
/// <param name="origin">The fetcher of responses from origins.</param>
/// <param name="events">The observers of requests to origins.</param>
/// <param name="digestsAll">
/// <see langword="true"/> to hash every body as it arrives, as a cache needs to whose peers it sends complete copies;
/// else only those whose header says what they must be.
/// </param>
internal sealed class OriginSource(IOriginFetcher origin, ICacheEvents events, bool digestsAll) : IFlightSource
{
    /// <inheritdoc />
    public async Task<FetchedResponse> OpenAsync(
        Flight flight,
        CacheRequest request,
        CancellationToken cancellationToken
    )
    {
        events.OriginRequested(request.Key);
        var response = await origin.SendAsync(request, cancellationToken);
        return
            response is { Head: { } head, Body: { } body }
            && !request.IsHead
            && (digestsAll || ExpectedDigests.Of(head) is not null)
            ? response.WithBody(new DigestedBody(body, head))
            : response;
    }
}
