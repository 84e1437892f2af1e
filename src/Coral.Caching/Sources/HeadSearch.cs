using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Transfers;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>HEAD: asks who has it, without a claim; then the origin.</summary>
internal sealed class HeadSearch(FetchTools tools)
{
    /// <summary>Asks a holder for its header, else the origin.</summary>
    public async Task<OriginResult> SendAsync(Flight flight, CacheRequest request, CancellationToken cancellationToken)
    {
        var key = ContentKey.Of(request.Key, tools.History.Selecting(request));
        tools.Origin.Prepare(request.Key, OriginStep.Resolve);
        var found = await tools.Index.GetAsync(key, LevelRange.All, cancellationToken);
        foreach (var value in found.Values.Where(v => v.Owner != tools.Self && !tools.Reputation.IsShunned(v.Owner)))
        {
            if (
                Candidate.TryRead(value, found.Level) is { } peer
                && await AskAsync(flight, request, key, peer, cancellationToken) is { } result
            )
            {
                tools.Metrics.Walked(GetOrPutOutcome.Found);
                return result;
            }
        }

        tools.CacheMetrics.OriginAsked();
        return await tools.Origin.SendAsync(request, cancellationToken);
    }

    private async Task<OriginResult?> AskAsync(
        Flight flight,
        CacheRequest request,
        Key key,
        Candidate peer,
        CancellationToken cancellationToken
    )
    {
        if (!await tools.Network.ConnectAsync(peer.Contact, cancellationToken))
        {
            return null;
        }

        using var stop = new LinkedCancellation(cancellationToken);
        if (!flight.Following.TryFollow(peer.Contact, tools.Self, stop))
        {
            return null;
        }

        var askedAt = tools.Clock.GetUtcNow();
        try
        {
            var question = new PeerRequest(request, tools.Shared.Self());
            var answer = tools.Network.AskAsync(peer.Contact, question, stop.Token);
            var watch = new SourceWatch(tools, request.Key, key, peer, static _ => false);
            if (await watch.WaitAsync(answer, static () => 0, peer.IsComplete, cancellationToken) is not null)
            {
                stop.Cancel();
                await PeerAsker.DropAsync(answer);
                return null;
            }

            var result = await answer;
            if (result is not { Outcome: PeerOutcome.Answered, Head: { } head, Body: { } body })
            {
                return null;
            }

            var reply = new PeerJudge(tools, request, peer, resumption: null).Judge(result, head, body, askedAt, stop);
            if (reply.Source is null)
            {
                await body.DisposeAsync();
                return null;
            }

            return OriginResult.Responded(head, body) with
            {
                Source = peer.Level,
                IsJoined = result.Digests is null,
                SentAt = reply.Source.SentAt,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            flight.Following.Unfollow();
        }
    }
}
