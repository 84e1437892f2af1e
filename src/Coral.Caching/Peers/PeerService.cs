using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Sources;
using Coral.Caching.Store;
using Coral.Caching.Transfers;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>Answers peers: from the store, or from a fetch under way; never by a fetch, but as a relay.</summary>
/// <remarks>
/// <list type="number">
/// <item>Not for others: not here, and <c>Vary</c> <c>*</c> says that every node is to ask the origin itself.</item>
/// <item>Stored and fresh: the complete copy, or a 304.</item>
/// <item>On its way: its header as soon as it has come, however long that takes, and the body as it grows.</item>
/// <item>Neither: not here, with what the response is known to vary on. A stale copy is never answered.</item>
/// </list>
/// At most so many uploads of one object at a time; whoever comes then is told who receives them.
/// </remarks>
internal sealed class PeerService(FetchTools tools, ICacheStore store, FetchCoordinator coordinator, UploadSlots slots)
    : IPeerService
{
    /// <inheritdoc />
    public async Task<PeerAnswer> AnswerAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (asked, peer) = (request.Request, request.From);

        // 1.
        if (tools.History.IsUnshared(asked.Key))
        {
            return NotHere(request, "*");
        }

        // 2.
        var now = tools.Clock.GetUtcNow();
        if (store.Find(asked.Key, asked.Fields) is { } stored && stored.IsFresh(now))
        {
            return FromStore(request, stored, now);
        }

        // 3.
        if (!slots.TryEnter(asked.Key, peer, out var others))
        {
            tools.Metrics.Answered("full");
            return new PeerAnswer { Outcome = PeerOutcome.Full, Others = others };
        }

        PeerAnswer? answer = null;
        try
        {
            var joined = Join(request);
            if (joined.Flight is { } flight)
            {
                return answer = await FollowAsync(request, flight, cancellationToken);
            }

            // 4.
            return joined.Found is { } landed ? FromStore(request, landed, now)
                : joined.Pause is null ? NotHere(request, tools.History.VaryOf(asked.Key))
                : OriginFailed(FetchFailure.RecentlyFailed);
        }
        finally
        {
            if (answer is null)
            {
                slots.Leave(asked.Key, peer);
            }
        }
    }

    /// <inheritdoc />
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
    /// Waits for the header. Whatever it answers, or throws, leaves the flight when it is done with it.
    /// </summary>
    private async Task<PeerAnswer> FollowAsync(PeerRequest request, Flight flight, CancellationToken cancellationToken)
    {
        var (key, peer) = (request.Request.Key, request.From);
        flight.Following.PeerJoined(peer.Id, tools.Self);
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

        return FromFlight(
            request,
            flight,
            outcome,
            () =>
            {
                LeaveFlight();
                slots.Leave(key, peer);
            }
        );

        void LeaveFlight()
        {
            flight.Following.PeerLeft(peer.Id);
            flight.Leave();
        }
    }

    private PeerAnswer FromFlight(PeerRequest request, Flight flight, FlightOutcome outcome, Action leave)
    {
        if (outcome.Head is not { } head)
        {
            leave();
            return OriginFailed(flight.Following.IsSettled ? FetchFailure.RecentlyFailed : outcome.Failure);
        }

        if (!outcome.Shareable || !outcome.Selecting.Matches(request.Request.Fields))
        {
            leave();
            return NotHere(request, outcome.Shareable ? head.Fields.Get("Vary") : "*");
        }

        var now = tools.Clock.GetUtcNow();
        var (freshness, refreshed) = (outcome.Freshness, outcome.Refreshed);
        if (IsKnown(request, head, freshness))
        {
            leave();
            return NotModified(head, freshness, now);
        }

        tools.Metrics.Answered("joined");
        var offered = freshness.IsFresh(now) ? refreshed?.Digests : null;
        return new PeerAnswer(leave)
        {
            Outcome = PeerOutcome.Answered,
            Head = head,
            Age = freshness.Age(now),
            Body = request.Request.IsHead ? StoredBody.Empty : outcome.Body,
            Start = StartOf(request, head, freshness, offered?.Length ?? outcome.Body.Length),
            Digests = request.Request.IsHead ? null : offered,
            FinalDigest = () => FinalDigest(outcome),
        };
    }

    private static ReadOnlyMemory<byte> FinalDigest(FlightOutcome outcome) =>
        (outcome.Refreshed is { } refreshed ? refreshed.Digests : outcome.Digested?.Digests)?.Whole ?? default;

    private PeerAnswer FromStore(PeerRequest request, StoredResponse stored, DateTimeOffset now)
    {
        if (stored.IsPointerDue(now))
        {
            tools.Pointers.Used(request.Request.Key, stored);
        }

        if (IsKnown(request, stored.Head, stored.Freshness))
        {
            return NotModified(stored.Head, stored.Freshness, now);
        }

        var (key, peer) = (request.Request.Key, request.From);
        if (!slots.TryEnter(key, peer, out var others))
        {
            tools.Metrics.Answered("full");
            return new PeerAnswer { Outcome = PeerOutcome.Full, Others = others };
        }

        tools.Metrics.Answered("complete");
        return new PeerAnswer(() => slots.Leave(key, peer))
        {
            Outcome = PeerOutcome.Answered,
            Head = stored.Head,
            Age = stored.Age(now),
            Body = request.Request.IsHead ? StoredBody.Empty : stored.Body,
            Start = StartOf(request, stored.Head, stored.Freshness, stored.Body.Length),
            Digests = request.Request.IsHead ? null : stored.Digests,
        };
    }

    /// <summary>Where to begin: at the offset, if the asker has the beginning of this very representation.</summary>
    private static long StartOf(PeerRequest request, ResponseHead head, Freshness freshness, long? length) =>
        request is { Offset: > 0, Validator: { } validator }
        && request.Offset <= (length ?? long.MaxValue)
        && Validator.Strong(head, freshness.ResponseTime) == validator
            ? request.Offset
            : 0;

    private static bool IsKnown(PeerRequest request, ResponseHead head, Freshness freshness) =>
        request.Offset == 0
        && Preconditions.Evaluate(request.Request.Fields, head, freshness.ResponseTime)
            == PreconditionOutcome.NotModified;

    /// <summary>All fields, since they refresh those that the asker has (RFC 9111, section 3.2).</summary>
    private PeerAnswer NotModified(ResponseHead head, Freshness freshness, DateTimeOffset now)
    {
        tools.Metrics.Answered("not-modified");
        var fields = head.Fields.Without(line => line.Is("Content-Length"));
        return new PeerAnswer
        {
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(304, fields),
            Age = freshness.Age(now),
            Body = StoredBody.Empty,
        };
    }

    private PeerAnswer NotHere(PeerRequest request, string? vary)
    {
        tools.Metrics.Answered("not-here");
        tools.Pointers.Disown(ContentKey.Of(request.Request.Key, tools.History.Selecting(request.Request)));
        return new PeerAnswer { Outcome = PeerOutcome.NotHere, Vary = vary };
    }

    private PeerAnswer OriginFailed(FetchFailure failure)
    {
        tools.Metrics.Answered("origin-failed");
        return new PeerAnswer { Outcome = PeerOutcome.OriginFailed, Failure = failure };
    }
}
