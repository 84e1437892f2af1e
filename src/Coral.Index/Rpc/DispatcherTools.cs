using Coral.Core.Index;
using Coral.Index.Store;

namespace Coral.Index.Rpc;

/// <summary>What the dispatcher uses beside the protocol itself.</summary>
internal sealed record DispatcherTools(
    RateLimiter Limiter,
    PublishedValues Published,
    Func<NodeConditions> Conditions,
    NodeClock Clock,
    IndexMetrics Metrics
);
