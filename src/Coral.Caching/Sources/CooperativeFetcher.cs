using Coral.Caching.Http;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>Where a shared flight gets its response: from peers, near before far, and from the origin once.</summary>
internal sealed class CooperativeFetcher(FetchTools tools)
{
    /// <summary>Finds a source for <paramref name="flight"/>, and waits for its header.</summary>
    /// <param name="flight">A flight that its node's others can join already.</param>
    /// <param name="request">What to ask: conditional where a stale copy is validated.</param>
    /// <param name="cancellationToken">Cancelled when nobody wants it any more.</param>
    public async Task<OriginResult> SendAsync(Flight flight, CacheRequest request, CancellationToken cancellationToken)
    {
        if (request.IsHead)
        {
            return await new HeadSearch(tools).SendAsync(flight, request, cancellationToken);
        }

        var fetch = await CooperativeFetch.BeginAsync(tools, flight, request);
        try
        {
            var found = await fetch.FindAsync(resumption: null, cancellationToken);
            if (found.Source is { } source)
            {
                var body = new FailoverBody(tools, fetch, source, cancellationToken);
                fetch = null;
                return OriginResult.Responded(source.Head, body) with
                {
                    Source = source.Peer?.Level ?? FetchSource.Origin,
                    IsJoined = source.IsJoined,
                    SentAt = source.SentAt,
                };
            }

            return OriginResult.Failed(found.Failure);
        }
        finally
        {
            if (fetch is not null)
            {
                await fetch.DisposeAsync();
            }
        }
    }
}
