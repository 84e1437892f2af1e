using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>The source of a flight that goes alone: the origin, and nobody else.</summary>
/// <param name="origin">The way to the origin.</param>
/// <param name="events">What is told that the origin was asked.</param>
/// <param name="digestsAll">
/// Whether every body is hashed as it comes, as a cache needs that other nodes take complete copies from; else only
/// those whose header says what they must be.
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
        events.OriginAsked(request.Key);
        var response = await origin.SendAsync(request, cancellationToken);
        return
            response is { Head: { } head, Body: { } body }
            && !request.IsHead
            && (digestsAll || ExpectedDigests.Of(head) is not null)
            ? response.WithBody(new DigestedBody(body, head))
            : response;
    }
}
