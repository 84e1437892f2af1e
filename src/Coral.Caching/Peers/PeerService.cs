using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Transfers;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>Answers peers: from the store, or from a fetch under way; never by a fetch, but as a relay.</summary>
/// <remarks>
/// <list type="number">
/// <item>Not for others: not here, and <c>Vary</c> <c>*</c> says that every node is to fetch from the origin
/// itself.</item>
/// <item>Stored and fresh: the complete copy, or a 304.</item>
/// <item>On its way: its header as soon as it has come, however long that takes, and the body as it grows.</item>
/// <item>Neither: not here, with what the response is known to vary on. A stale copy is never sent.</item>
/// </list>
/// At most so many uploads of one object at a time; a peer that comes then gets the names of those that receive them.
/// </remarks>
internal sealed class PeerService(
    ICacheStore store,
    FetchHistory history,
    StoreUploads stores,
    FlightUploads flights,
    PeerResponses responses,
    TimeProvider clock
) : IPeerService
{
    /// <inheritdoc />
    public async Task<PeerResponse<IBodyReader>> RespondAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var wanted = request.Request;

        // 1.
        if (history.IsUnshared(wanted.Key))
        {
            return responses.NotHere(request, "*");
        }

        // 2.
        if (store.Find(wanted.Key, wanted.Fields) is { } stored && stored.IsFresh(clock.GetUtcNow()))
        {
            return stores.Respond(request, stored);
        }

        // 3. and 4.
        return await flights.RespondAsync(request, cancellationToken);
    }

    /// <inheritdoc />
    public NodeContact? SourceOf(CacheKey key) => flights.SourceOf(key);
}
