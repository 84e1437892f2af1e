using Coral.Caching.Events;
using Coral.Caching.Integrity;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>Watches the source of a body, and replaces it in the middle.</summary>
internal sealed class SourceSwitch(SourceSearch searches, PeerWatcher watcher, PeerExclusion peers, ICacheEvents events)
{
    /// <summary>Begins to read from a source.</summary>
    /// <param name="search">The search that found it.</param>
    /// <param name="response">The response of the source.</param>
    /// <param name="abandoned">Cancelled when nobody wants the body any more.</param>
    public WatchedSource Watch(SearchState search, FetchedResponse response, CancellationToken abandoned) =>
        new(
            response,
            CountedBody.OfPeer(response.Body) is { Sender: { } sender } ? watcher.Watch(search, sender.Peer) : null,
            abandoned
        );

    /// <summary>Gives a peer up and searches for another source, from the first missing byte on.</summary>
    /// <param name="search">The search that found the peer.</param>
    /// <param name="sender">The peer, whose body is disposed already.</param>
    /// <param name="reason">The reason why it is given up.</param>
    /// <param name="passed">The part of the body that readers have already.</param>
    /// <param name="abandoned">Cancelled when nobody wants the body any more.</param>
    /// <returns>The response of the next source, or the failure of the origin.</returns>
    public async Task<FetchedResponse> ReplaceAsync(
        SearchState search,
        PeerSender sender,
        PeerOutcome reason,
        Resumption passed,
        CancellationToken abandoned
    )
    {
        search.Following.Unfollow();
        abandoned.ThrowIfCancellationRequested();
        if (reason == PeerOutcome.Cycle)
        {
            events.CycleBroken(search.Request.Key, sender.Peer.Contact);
            search.Begin(SearchPhase.LeaveLease, passed);
        }
        else
        {
            peers.Exclude(search, sender.Peer, reason);
            search.Begin(SearchPhase.LookUp, passed);
        }

        var next = await searches.RunAsync(search, abandoned);
        if (next.Head is not null)
        {
            events.FailedOver(search.Request.Key);
        }

        return next;
    }

    /// <summary>The whole has come, and is right.</summary>
    /// <param name="search">The search that found the last source.</param>
    /// <param name="sender">The peer that sent the end; <see langword="null"/> for the origin.</param>
    /// <param name="digests">The digests of the whole.</param>
    public void Succeeded(SearchState search, PeerSender? sender, ContentDigests digests)
    {
        if (sender is not null)
        {
            peers.Succeeded(sender.Peer);
        }
        else
        {
            peers.ResolveDisputes(search, digests);
        }
    }

    /// <summary>The body is complete, and its digest is wrong, although no chunk was.</summary>
    public void Failed(SearchState search, PeerSender? sender)
    {
        if (sender is not null)
        {
            peers.Exclude(search, sender.Peer, PeerOutcome.WrongDigest);
        }
    }
}
