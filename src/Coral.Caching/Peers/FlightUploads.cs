using Coral.Caching.Http;
using Coral.Caching.Transfers;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>Answers peers from fetches under way.</summary>
internal sealed class FlightUploads(
    FetchCoordinator coordinator,
    UploadSlots slots,
    StoreUploads stores,
    PeerResponses responses,
    Func<NodeContact> self
)
{
    /// <summary>The body as it grows, or what is known where nothing is on its way.</summary>
    public async Task<PeerResponse<IBodyReader>> RespondAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        var (key, peer) = (request.Request.Key, request.From);
        if (!slots.TryEnter(key, peer, out var receivers))
        {
            return responses.Full(request, receivers);
        }

        PeerResponse<IBodyReader>? followed = null;
        try
        {
            var joined = Join(request);
            if (joined.Flight is { } flight)
            {
                return followed = await FollowAsync(request, flight, cancellationToken);
            }

            return joined.Found is { } landed ? stores.Respond(request, landed)
                : (joined.Pause ?? coordinator.History.Repeated(key)) is { } pause
                    ? responses.OriginFailed(request, pause)
                : responses.NotHere(request, coordinator.VaryOf(request.Request, isUnderWay: false));
        }
        finally
        {
            if (followed is null)
            {
                slots.Leave(key, peer);
            }
        }
    }

    /// <summary>The node that a fetch of <paramref name="key"/> follows, if it follows one.</summary>
    public NodeContact? SourceOf(CacheKey key) => coordinator.SourceOf(key);

    private JoinResult Join(PeerRequest request)
    {
        var joined = coordinator.JoinIfUnderWay(request.Request);
        if (joined.Flight is null && request is { Offset: > 0, Validator: { } validator })
        {
            joined = coordinator.JoinToContinue(request.Request, validator);
        }

        return joined.Flight is null && request.IsRelay
            ? coordinator.JoinOrStart(request.Request, stale: null, isRelayed: true)
            : joined;
    }

    /// <summary>
    /// Waits for the header. The response, or what is thrown, leaves the flight when it is done with it.
    /// </summary>
    private async Task<PeerResponse<IBodyReader>> FollowAsync(
        PeerRequest request,
        Flight flight,
        CancellationToken cancellationToken
    )
    {
        var (key, peer) = (request.Request.Key, request.From);
        flight.Following.PeerJoined(peer.Id, self().Id);
        FlightOutcome outcome;
        try
        {
            outcome = await flight.WaitForHeaderAsync(cancellationToken);
        }
        catch
        {
            LeaveFlight();
            throw;
        }

        return Respond(request, flight, outcome, Leave);

        void Leave()
        {
            LeaveFlight();
            slots.Leave(key, peer);
        }

        void LeaveFlight()
        {
            flight.Following.PeerLeft(peer.Id);
            flight.Leave();
        }
    }

    private PeerResponse<IBodyReader> Respond(PeerRequest request, Flight flight, FlightOutcome outcome, Action leave)
    {
        if (outcome is { Head: { } head, Shareable: true } && outcome.Selecting.Matches(request.Request.Fields))
        {
            if (!PeerResponses.IsKnown(request, head, outcome.Freshness))
            {
                return responses.Joined(request, outcome, leave);
            }

            leave();
            return responses.NotModified(request, head, outcome.Freshness);
        }

        leave();
        if (outcome.Refusal is { } refusal)
        {
            return responses.OriginFailed(request, refusal);
        }

        return outcome.Head is null
            ? responses.OriginFailed(request, PauseOf(request, flight, outcome))
            : responses.NotHere(
                request,
                outcome.Shareable ? coordinator.VaryOf(request.Request, isUnderWay: true) : "*"
            );
    }

    /// <summary>The pause that a peer is told of: that of the repeated response, or of the failure itself.</summary>
    private OriginPause PauseOf(PeerRequest request, Flight flight, FlightOutcome outcome)
    {
        if (coordinator.History.Repeated(request.Request.Key) is { } entry && entry.Failure == outcome.Failure)
        {
            return entry;
        }

        var failure = flight.Following.IsSettled ? FetchFailure.RecentlyFailed : outcome.Failure;
        return new OriginPause(TimeSpan.Zero, failure);
    }
}
