using System.Runtime.InteropServices;
using Coral.Core.Network;
using Coral.Dns.Events;

namespace Coral.Dns.Protection;

/// <summary>
/// Response rate limiting: a bound on responses of one kind to one network, whose addresses may be forged.
/// </summary>
/// <remarks>
/// Response rate limiting as BIND and Knot have it: a bucket for each (network, kind of response, subject). A bucket is
/// the time at which it will be full again (the generic cell rate algorithm), packed with a tag into one word of a
/// fixed table; buckets that hash to one slot replace each other, which errs towards answering. No lock, no allocation.
/// Networks are /24 and /56.
/// </remarks>
/// <param name="hash">A keyed hash, so that nobody can choose the slot of a bucket.</param>
/// <param name="perSecond">Responses allowed per second for each bucket.</param>
/// <param name="burst">Seconds' worth of responses that may be sent at once.</param>
internal sealed class ResponseRateLimiter(SipHash hash, int perSecond, int burst)
{
    private const int Slots = 1 << 16;
    private const int TicksPerSecond = 4096;
    private readonly ulong[] _slots = new ulong[Slots];
    private readonly int _cost = Math.Max(1, TicksPerSecond / perSecond);
    private readonly int _room = burst * TicksPerSecond;

    /// <summary>Takes one response out of its bucket.</summary>
    /// <param name="client">The address that the response goes to.</param>
    /// <param name="subject">A hash of the name that the response is about.</param>
    /// <param name="uptime">The uptime of the server, or any other monotonic time.</param>
    /// <returns>True when the response may be sent.</returns>
    public bool TryTake(in NodeAddress client, ResponseKind kind, ulong subject, TimeSpan uptime)
    {
        Span<byte> key = stackalloc byte[17 + sizeof(ulong)];
        key.Clear();
        client.WriteAddress(key);
        key[(client.IsIPv4 ? 3 : 7)..16].Clear();
        key[16] = (byte)kind;
        MemoryMarshal.Write(key[17..], subject);
        var place = hash.Hash(key);
        ref var slot = ref _slots[place % Slots];
        var tag = (uint)(place >> 32);
        var now = (uint)(uptime.Ticks * TicksPerSecond / TimeSpan.TicksPerSecond);
        while (true)
        {
            var seen = Volatile.Read(ref slot);

            // The time until the bucket is full again; 0 when it is full already. No bucket can be further ahead than
            // its capacity: such a value is days old, and the clock has wrapped around.
            var ahead = (uint)(seen >> 32) == tag ? (int)((uint)seen - now) : 0;
            ahead = ahead < 0 || ahead > _room ? 0 : ahead;
            if (ahead + _cost > _room)
            {
                return false;
            }

            var next = ((ulong)tag << 32) | (now + (uint)(ahead + _cost));
            if (Interlocked.CompareExchange(ref slot, next, seen) == seen)
            {
                return true;
            }
        }
    }
}
