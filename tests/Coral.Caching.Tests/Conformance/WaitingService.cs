using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Conformance;

/// <summary>Answers nothing until the one who asks leaves.</summary>
internal sealed class WaitingService : IPeerService
{
    private volatile bool _isAsked;
    private volatile bool _isLeft;

    public bool IsAsked => _isAsked;

    public bool IsLeft => _isLeft;

    public async Task<PeerResponse<IBodyReader>> RespondAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        var left = new TaskCompletionSource();
        using var registration = cancellationToken.Register(() => left.TrySetResult());
        _isAsked = true;
        await left.Task;
        _isLeft = true;
        throw new OperationCanceledException(cancellationToken);
    }

    public NodeContact? SourceOf(CacheKey key) => null;
}
