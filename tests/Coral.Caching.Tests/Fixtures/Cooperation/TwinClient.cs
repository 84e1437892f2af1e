using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Fixtures.Cooperation;

/// <summary>One member's way to the others.</summary>
internal sealed class TwinClient(PeerNetworkTwin network, NodeContact self) : IPeerNetwork
{
    public async ValueTask<bool> ConnectAsync(NodeContact peer, CancellationToken cancellationToken)
    {
        await DelayAsync(2, cancellationToken);
        return network.Reach(self.Id, peer.Id) is not null;
    }

    public async Task<PeerResponse<IOriginBody>> RequestAsync(
        NodeContact peer,
        PeerRequest request,
        CancellationToken cancellationToken
    )
    {
        network.Questions.Enqueue((self, peer, request));
        await DelayAsync(1, cancellationToken);
        if (network.Reach(self.Id, peer.Id) is not { } member)
        {
            return Lost;
        }

        // The service sees a requester that dies as one that leaves.
        var either = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            network.LifeOf(self.Id),
            member.Life.Token
        );
        PeerResponse<IBodyReader>? answer = null;
        try
        {
            answer = await member.Service.RespondAsync(request, either.Token);
            await DelayAsync(1, either.Token);
        }
        catch (OperationCanceledException)
        {
            // It was answered, and nobody is there to take it.
            answer?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            return Lost;
        }

        var body = answer.Body is null ? null : new TwinBody(answer, network.Clock, network.Latency, either);
        if (body is null)
        {
            answer.Dispose();
        }

        var result = answer.Received<IOriginBody>(body, () => body?.Digest ?? default);
        return network.Tamper?.Invoke(peer, request, result) ?? result;
    }

    public async ValueTask<NodeContact?> SourceOfAsync(
        NodeContact peer,
        CacheKey key,
        CancellationToken cancellationToken
    )
    {
        await DelayAsync(2, cancellationToken);
        return network.Reach(self.Id, peer.Id)?.Service.SourceOf(key);
    }

    private static PeerResponse<IOriginBody> Lost => new() { Outcome = PeerOutcome.Unreachable };

    private Task DelayAsync(int ways, CancellationToken cancellationToken) =>
        Task.Delay(network.Latency * ways, network.Clock, cancellationToken);
}
