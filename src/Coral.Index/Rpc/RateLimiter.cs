using System.Runtime.InteropServices;
using Coral.Core.Network;
using Coral.Core.Time;

namespace Coral.Index.Rpc;

/// <summary>The limit of requests a second from one address: a token bucket for each, two seconds deep.</summary>
/// <remarks>
/// At most <see cref="MaxAddresses"/> have a bucket; when more come, those that have been quiet make room.
/// </remarks>
internal sealed class RateLimiter(int perSecond, MonotonicClock clock)
{
    /// <summary>Most addresses remembered.</summary>
    public const int MaxAddresses = 8_192;

    private readonly Dictionary<NodeAddress, Bucket> _buckets = [];

    private TimeSpan _dropped = TimeSpan.MinValue / 2;

    /// <summary>Takes one token.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(NodeAddress address)
    {
        var now = clock.Now;
        if (_buckets.Count >= MaxAddresses && !_buckets.ContainsKey(address))
        {
            // At most once a second: a flood from ever new addresses must not cause a scan of all buckets with each
            // datagram.
            if (now - _dropped >= TimeSpan.FromSeconds(1))
            {
                _dropped = now;
                DropQuiet(now);
            }

            if (_buckets.Count >= MaxAddresses)
            {
                return false;
            }
        }

        ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(_buckets, address, out var existed);
        var depth = 2.0 * perSecond;
        var tokens = existed ? Math.Min(depth, bucket.Tokens + ((now - bucket.At).TotalSeconds * perSecond)) : depth;
        bucket = new Bucket(Math.Max(0, tokens - 1), now);
        return tokens >= 1;
    }

    private void DropQuiet(TimeSpan now)
    {
        foreach (
            var address in _buckets.Where(b => now - b.Value.At > TimeSpan.FromSeconds(2)).Select(b => b.Key).ToList()
        )
        {
            _buckets.Remove(address);
        }
    }

    private readonly record struct Bucket(double Tokens, TimeSpan At);
}
