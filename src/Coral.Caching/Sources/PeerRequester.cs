using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Transfers;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>Asks one peer, watches over it until its header has come, and validates the response.</summary>
internal sealed class PeerRequester(
    IPeerNetwork network,
    Func<NodeContact> self,
    PeerResponseValidator validator,
    PeerWatcher watcher,
    TimeProvider clock
)
{
    /// <summary>The outcome of a request that this node did not send, or whose response it does not use.</summary>
    public static PeerResponse<IOriginBody> Refused(PeerOutcome reason) => new() { Outcome = reason };

    /// <summary>Asks <paramref name="peer"/>, and follows it if it answers.</summary>
    /// <param name="search">The search that the request belongs to.</param>
    /// <param name="peer">A peer that this node is connected to.</param>
    /// <param name="isRelay"><see langword="true"/> when the peer is to fetch for this node.</param>
    /// <returns>The response; if the peer answers, with a <see cref="CountedBody"/> that checks the bytes.</returns>
    public async Task<PeerResponse<IOriginBody>> RequestAsync(
        SearchState search,
        PeerCandidate peer,
        bool isRelay,
        CancellationToken cancellationToken
    )
    {
        var stop = new LinkedCancellation(cancellationToken);
        if (!search.Following.TryFollow(peer.Contact, self().Id, stop))
        {
            return Refused(PeerOutcome.Cycle);
        }

        var response = Refused(PeerOutcome.Lost);
        try
        {
            response = await RequestAsync(search, peer, isRelay, stop);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            response = Refused(PeerOutcome.Cycle);
        }
        finally
        {
            if (response.Outcome != PeerOutcome.Answered)
            {
                search.Following.Unfollow();
                stop.Dispose();
            }
        }

        return response;
    }

    private async Task<PeerResponse<IOriginBody>> RequestAsync(
        SearchState search,
        PeerCandidate peer,
        bool isRelay,
        LinkedCancellation stop
    )
    {
        var askedAt = clock.GetUtcNow();
        var pending = network.RequestAsync(peer.Contact, Request(search, isRelay), stop.Token);
        var watch = watcher.Watch(search, peer);
        if (await watch.WaitAsync(pending, static () => 0, peer.IsComplete, stop.Token) is { } reason)
        {
            stop.Cancel();
            await DropAsync(pending);
            return Refused(reason);
        }

        var response = await pending;
        switch (response.Outcome)
        {
            case PeerOutcome.Answered when response is { Head: not null, Body: { } body }:
                if (validator.Validate(search, peer, response, askedAt, stop, out var refusal) is { } validated)
                {
                    return response.Received<IOriginBody>(validated, response.FinalDigest);
                }

                await body.DisposeAsync();
                return Refused(refusal);
            case PeerOutcome.OriginFailed when response.Failure == FetchFailure.Overloaded:
                return Refused(PeerOutcome.NotHere);
            case PeerOutcome.NotHere or PeerOutcome.Full or PeerOutcome.OriginFailed:
                return response;
            case PeerOutcome.Unreachable:
                return Refused(PeerOutcome.Lost);
            default:
                await DropAsync(pending);
                return Refused(PeerOutcome.Untrusted);
        }
    }

    private PeerRequest Request(SearchState search, bool isRelay) =>
        search.Resumption is { } resumption
            ? new PeerRequest(search.Flight.Request, self(), resumption.AlignedOffset, resumption.Validator, isRelay)
            : new PeerRequest(search.Request, self(), IsRelay: isRelay);

    /// <summary>Lets go of a response that is no longer wanted, whenever it comes.</summary>
    private static async Task DropAsync(Task<PeerResponse<IOriginBody>> pending)
    {
        try
        {
            var late = await pending;
            if (late.Body is { } body)
            {
                await body.DisposeAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The request was cancelled, as its caller meant it to be.
        }
    }
}
