using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Conformance;

/// <summary>Answers every request the same; the function is given what to call when the response was sent.</summary>
internal sealed class ScriptedService(Func<Action, PeerResponse<IBodyReader>> answer) : IPeerService
{
    private readonly Lock _lock = new();
    private readonly List<PeerRequest> _requests = [];
    private int _released;

    public IReadOnlyList<PeerRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Responses that were given back.</summary>
    public int Released => Volatile.Read(ref _released);

    public NodeContact? Source { get; set; }

    public Task<PeerResponse<IBodyReader>> RespondAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _requests.Add(request);
        }

        return Task.FromResult(answer(() => Interlocked.Increment(ref _released)));
    }

    public NodeContact? SourceOf(CacheKey key) => Source;
}
