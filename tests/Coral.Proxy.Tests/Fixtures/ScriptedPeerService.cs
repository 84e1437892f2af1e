using System.Collections.Concurrent;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Index;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>What a proxy does for its peers, as a test writes it; remembers what it was asked.</summary>
internal sealed class ScriptedPeerService : IPeerService
{
    private int _released;

    public ConcurrentQueue<PeerRequest> Questions { get; } = new();

    /// <summary>Set when the first question has come.</summary>
    public TaskCompletionSource Requested { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Set when the first answer was given back.</summary>
    public TaskCompletionSource GaveBack { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Func<PeerRequest, CancellationToken, Task<PeerResponse<IBodyReader>>> Script { get; set; } =
        (_, _) => Task.FromResult(new PeerResponse<IBodyReader> { Outcome = PeerOutcome.NotHere });

    public Dictionary<CacheKey, NodeContact> Sources { get; } = [];

    public int Released => Volatile.Read(ref _released);

    /// <summary>Answers every question with <paramref name="answer"/>.</summary>
    public void Respond(Func<Action, PeerResponse<IBodyReader>> answer) =>
        Script = (_, _) => Task.FromResult(answer(Release));

    public Task<PeerResponse<IBodyReader>> RespondAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        Questions.Enqueue(request);
        Requested.TrySetResult();
        return Script(request, cancellationToken);
    }

    /// <summary>What it says that it follows.</summary>
    public Func<CacheKey, NodeContact?>? Following { get; set; }

    public NodeContact? SourceOf(CacheKey key) =>
        Following is { } following ? following(key)
        : Sources.TryGetValue(key, out var source) ? source
        : null;

    public void Release()
    {
        Interlocked.Increment(ref _released);
        GaveBack.TrySetResult();
    }
}
