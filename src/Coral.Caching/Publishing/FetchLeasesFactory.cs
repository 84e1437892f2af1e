using Coral.Caching.Events;
using Coral.Core.Index;

namespace Coral.Caching.Publishing;

/// <summary>Makes the leases of each fetch.</summary>
internal sealed class FetchLeasesFactory(
    IContentIndex index,
    LeaseFactory leases,
    PointerPublisher pointers,
    CooperationOptions options,
    TimeProvider clock,
    ICacheEvents events
)
{
    /// <summary>The leases of one fetch: none yet.</summary>
    /// <param name="reachedGlobal">Called when a lookup comes to level 0 with nothing found.</param>
    public FetchLeases Create(Action reachedGlobal) =>
        new(new LeaseRenewer(index, key => leases.Create(key, reachedGlobal), options, clock), pointers, events);
}
