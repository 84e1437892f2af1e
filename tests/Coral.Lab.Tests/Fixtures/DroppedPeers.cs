using System.Collections.Concurrent;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Core.Index;

namespace Coral.Lab.Tests.Fixtures;

/// <summary>The peers that nodes of a lab dropped as a source for what they sent.</summary>
internal sealed class DroppedPeers : ICacheEvents
{
    private readonly ConcurrentQueue<NodeContact> _dropped = new();

    public IReadOnlyCollection<NodeContact> All => _dropped;

    public void PeerDropped(CacheKey key, NodeContact peer, PeerOutcome reason)
    {
        if (reason is not (PeerOutcome.NotHere or PeerOutcome.Full or PeerOutcome.Cycle))
        {
            _dropped.Enqueue(peer);
        }
    }
}
