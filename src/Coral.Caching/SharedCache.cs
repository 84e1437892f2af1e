using Coral.Caching.Peers;

namespace Coral.Caching;

/// <summary>A cache that works together with others.</summary>
/// <param name="Cache">The cache, as clients use it.</param>
/// <param name="Peers">The cache's service for other nodes.</param>
public sealed record SharedCache(ContentCache Cache, IPeerService Peers);
