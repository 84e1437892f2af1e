using Coral.Simulation.Time;

namespace Coral.Simulation.Web;

/// <summary>One direction of a host's access line: a FIFO queue of chunks that leave at the line's bandwidth.</summary>
/// <remarks>
/// Every transfer has at most one chunk in the queue, and adds the next when that has left: so transfers take turns,
/// and share the bandwidth evenly to within a chunk.
/// </remarks>
internal sealed class AccessLine(VirtualClock clock, long bitsPerSecond)
{
    private TimeSpan _idleFrom;

    /// <summary>The bytes sent so far, queued ones included.</summary>
    public long Bytes { get; private set; }

    /// <summary>Queues a chunk.</summary>
    /// <returns>The time until the chunk's last bit has left.</returns>
    public TimeSpan Take(int bytes)
    {
        Bytes += bytes;
        var now = clock.Elapsed;
        var begins = _idleFrom > now ? _idleFrom : now;
        _idleFrom = begins + TimeSpan.FromTicks(bytes * 8 * TimeSpan.TicksPerSecond / bitsPerSecond);
        return _idleFrom - now;
    }
}
