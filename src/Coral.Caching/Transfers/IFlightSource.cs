using Coral.Caching.Http;

namespace Coral.Caching.Transfers;

/// <summary>The seam between a flight and where its bytes come from: the origin alone, or the network.</summary>
internal interface IFlightSource
{
    /// <summary>Opens a source, and waits for the header.</summary>
    /// <param name="flight">A flight that others can join already.</param>
    /// <param name="request">The request to send: conditional where a stale copy is validated.</param>
    /// <param name="cancellationToken">Cancelled when nobody wants the response any more.</param>
    Task<FetchedResponse> OpenAsync(Flight flight, CacheRequest request, CancellationToken cancellationToken);
}
