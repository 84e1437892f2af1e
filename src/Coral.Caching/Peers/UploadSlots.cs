using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>Bounds the copies of one object that go to peers at a time. Safe for concurrent use.</summary>
internal sealed class UploadSlots(CooperationOptions options, ICacheEvents events)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CacheKey, List<NodeContact>> _receivers = [];

    /// <summary>Takes a slot.</summary>
    /// <param name="key">The key of the object, whose uploads are counted.</param>
    /// <param name="peer">The peer that the copy is sent to.</param>
    /// <param name="others">Those who receive it now, where there is no slot.</param>
    public bool TryEnter(CacheKey key, NodeContact peer, out IReadOnlyList<NodeContact> others)
    {
        others = [];
        lock (_lock)
        {
            if (!_receivers.TryGetValue(key, out var receivers))
            {
                _receivers.Add(key, receivers = []);
            }

            if (receivers.Count >= options.UploadsPerObject)
            {
                others = [.. receivers.Where(receiver => receiver.Id != peer.Id)];
                return false;
            }

            receivers.Add(peer);
        }

        events.UploadBegan(key);
        return true;
    }

    /// <summary>Gives it back.</summary>
    public void Leave(CacheKey key, NodeContact peer)
    {
        lock (_lock)
        {
            var receivers = _receivers[key];
            receivers.Remove(peer);
            if (receivers.Count == 0)
            {
                _receivers.Remove(key);
            }
        }

        events.UploadEnded(key);
    }
}
