using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Transfers;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>What every fetch of one cache shares.</summary>
internal sealed record FetchTools(
    CooperationTools Shared,
    IOriginFetcher Origin,
    PeerReputation Reputation,
    PointerKeeper Pointers,
    FetchHistory History,
    CacheMetrics CacheMetrics,
    Func<CacheKey, HeuristicPolicy> Heuristic,
    TimeProvider Clock
)
{
    private readonly Lock _lock = new();

    public CooperationOptions Options => Shared.Options;

    public CooperationMetrics Metrics => Shared.Metrics;

    public IPeerNetwork Network => Shared.Network;

    public IContentIndex Index => Shared.Index;

    public NodeId Self => Shared.Self().Id;

    /// <summary>Brings <paramref name="items"/> into an order of chance.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        lock (_lock)
        {
            Shared.Random.Shuffle(items);
        }
    }

    /// <summary>A time of chance between half of <paramref name="time"/> and one and a half.</summary>
    public TimeSpan Jittered(TimeSpan time)
    {
        lock (_lock)
        {
            return time * (0.5 + Shared.Random.NextDouble());
        }
    }
}
