using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>Asks one peer, waits for its header with open eyes, and judges the answer.</summary>
internal sealed class PeerAsker(FetchTools tools, CooperativeFetch fetch)
{
    /// <summary>Asks <paramref name="peer"/>, and follows it if it answers.</summary>
    /// <param name="peer">Somebody we are connected to.</param>
    /// <param name="resumption">What readers have already; <see langword="null"/> at the start.</param>
    /// <param name="isRelay">Whether it is to fetch for us.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<PeerReply> AskAsync(
        Candidate peer,
        Resumption? resumption,
        bool isRelay,
        CancellationToken cancellationToken
    )
    {
        var stop = new LinkedCancellation(cancellationToken);
        if (!fetch.Following.TryFollow(peer.Contact, tools.Self, stop))
        {
            return PeerReply.Dropped(DropReason.Circle);
        }

        var reply = PeerReply.Dropped(DropReason.Lost);
        try
        {
            reply = await AskAsync(peer, resumption, isRelay, stop);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            reply = PeerReply.Dropped(DropReason.Circle);
        }
        finally
        {
            if (reply.Source is null)
            {
                fetch.Following.Unfollow();
                stop.Dispose();
            }
        }

        return reply;
    }

    private async Task<PeerReply> AskAsync(
        Candidate peer,
        Resumption? resumption,
        bool isRelay,
        LinkedCancellation stop
    )
    {
        var askedAt = tools.Clock.GetUtcNow();
        var answer = tools.Network.AskAsync(peer.Contact, Question(resumption, isRelay), stop.Token);
        var given = await fetch.Watch(peer).WaitAsync(answer, static () => 0, peer.IsComplete, stop.Token);
        if (given is { } reason)
        {
            stop.Cancel();
            await DropAsync(answer);
            return PeerReply.Dropped(reason);
        }

        var result = await answer;
        switch (result.Outcome)
        {
            case PeerOutcome.Answered when result is { Head: { } head, Body: { } body }:
                var judge = new PeerJudge(tools, fetch.Request, peer, resumption);
                var reply = judge.Judge(result, head, body, askedAt, stop);
                if (reply.Source is null)
                {
                    await body.DisposeAsync();
                }

                return reply;
            case PeerOutcome.NotHere:
                return PeerReply.NotHere(result.Vary);
            case PeerOutcome.Full:
                return PeerReply.Full(result.Others);
            case PeerOutcome.OriginFailed when result.Failure != FetchFailure.Overloaded:
                return PeerReply.OriginFailed(result.Failure);
            case PeerOutcome.OriginFailed:
                return PeerReply.NotHere(vary: null);
            case PeerOutcome.Unreachable:
                return PeerReply.Dropped(DropReason.Lost);
            default:
                await DropAsync(answer);
                return PeerReply.Dropped(DropReason.BadAnswer);
        }
    }

    private PeerRequest Question(Resumption? resumption, bool isRelay) =>
        resumption is null
            ? new PeerRequest(fetch.Request, tools.Shared.Self(), IsRelay: isRelay)
            : new PeerRequest(
                fetch.Flight.Request,
                tools.Shared.Self(),
                resumption.AlignedOffset,
                resumption.Validator,
                isRelay
            );

    /// <summary>Lets go of an answer that is no longer wanted, whenever it comes.</summary>
    public static async Task DropAsync(Task<PeerResult> answer)
    {
        try
        {
            var late = await answer;
            if (late.Body is { } body)
            {
                await body.DisposeAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // What it was cancelled for.
        }
    }
}
