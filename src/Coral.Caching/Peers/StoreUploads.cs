using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Store;

namespace Coral.Caching.Peers;

/// <summary>Answers peers from the store.</summary>
internal sealed class StoreUploads(
    UploadSlots slots,
    PointerPublisher pointers,
    PeerResponses responses,
    TimeProvider clock
)
{
    /// <summary>The complete copy, a 304, or word that as many are sent as may be.</summary>
    /// <param name="request">The request of the peer.</param>
    /// <param name="stored">A fresh response to it.</param>
    public PeerResponse<IBodyReader> Respond(PeerRequest request, StoredResponse stored)
    {
        var (key, peer) = (request.Request.Key, request.From);
        if (stored.IsPointerDue(clock.GetUtcNow()))
        {
            pointers.Used(key, stored);
        }

        if (PeerResponses.IsKnown(request, stored.Head, stored.Freshness))
        {
            return responses.NotModified(request, stored.Head, stored.Freshness);
        }

        return slots.TryEnter(key, peer, out var receivers)
            ? responses.Complete(request, stored, () => slots.Leave(key, peer))
            : responses.Full(request, receivers);
    }
}
