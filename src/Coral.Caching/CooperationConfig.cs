using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching;

/// <summary>The network of a cache that works together with others.</summary>
/// <param name="Index">Who has what.</param>
/// <param name="Directory">Who is near: asked for a relay when a holder cannot be reached.</param>
/// <param name="Network">The way to other proxies.</param>
/// <param name="Self">This node as others reach it, its peer port included; asked at each fetch.</param>
/// <param name="Tokens">Draws the ids of leases.</param>
/// <param name="Random">Spreads load over holders. Guarded by the cache: need not be safe for concurrent use.</param>
/// <param name="Options">Limits and times.</param>
/// <param name="Metrics">The instruments to count in.</param>
public sealed record CooperationConfig(
    IContentIndex Index,
    INodeDirectory Directory,
    IPeerNetwork Network,
    Func<NodeContact> Self,
    ITokenSource Tokens,
    Random Random,
    CooperationOptions Options,
    CooperationMetrics Metrics
);
