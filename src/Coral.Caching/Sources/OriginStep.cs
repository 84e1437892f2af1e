using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>The step that asks the origin, and says in the index under which keys others can follow.</summary>
internal sealed class OriginStep(OriginRequester origin, VaryMemory vary, TimeProvider clock, ICacheEvents events)
{
    public async Task<SearchPhase> RunAsync(SearchState search, CancellationToken cancellationToken)
    {
        search.Following.Unfollow();
        if (search.Resumption is not null)
        {
            events.TookOver(search.Request.Key);
        }

        var response = await origin.RequestAsync(search, cancellationToken);
        if (response.Head is not { } head)
        {
            search.Following.IsSettled = search.FailedAtOrigin.Count > 0;
        }
        else if (search is { Resumption: null, Request.IsHead: false } && head.Status != 304)
        {
            Announce(search, head);
        }

        return search.End(response);
    }

    /// <summary>
    /// Now that <c>Vary</c> is known: others may look under the variant's key, or, knowing nothing of it, under the
    /// URL's.
    /// </summary>
    private void Announce(SearchState search, ResponseHead head)
    {
        if (StatusCodes.IsRefusal(head.Status, RetryAfter.Of(head, clock.GetUtcNow())))
        {
            // The refusal is shared, whatever it says of itself.
            return;
        }

        if (!Sharing.Allows(head))
        {
            search.Leases.GiveUp(search.Request.Key);
            return;
        }

        var request = search.Request;
        search.Leases.Announce([
            ContentKey.Of(request.Key, Vary.Selecting(vary.Complete(request, head), request.Fields)),
            ContentKey.Of(request.Key, SelectingFields.None),
        ]);
    }
}
