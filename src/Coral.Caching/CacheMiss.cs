using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching;

/// <summary>A request that the store could not satisfy.</summary>
/// <param name="Request">The request of the client, with its conditions.</param>
/// <param name="Stored">The stale response that the store had, if it had one.</param>
/// <param name="Reason">The reason to forward it, as a token of RFC 9211, section 2.2.</param>
internal sealed record CacheMiss(CacheRequest Request, StoredResponse? Stored, string Reason);
