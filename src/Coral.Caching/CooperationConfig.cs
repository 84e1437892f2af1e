using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching;

/// <summary>
/// The index, the peers and the settings that a cache works with others through. Without it, a cache works alone.
/// </summary>
/// <param name="Index">The index of the holders of each object.</param>
/// <param name="Directory">The near nodes, one of which relays when a holder cannot be reached.</param>
/// <param name="Network">The way to other proxies.</param>
/// <param name="Self">This node as others reach it, its peer port included; called at each fetch.</param>
/// <param name="Tokens">The generator of the ids of leases.</param>
/// <param name="Random">Spreads load over holders. Guarded by the cache: need not be safe for concurrent use.</param>
/// <param name="Options">The settings of leases, pointers and peers.</param>
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
