using Coral.Simulation.Time;

namespace Coral.Simulation.Web;

/// <summary>One direction of a host's access line: what is handed to it leaves in turn, bit after bit.</summary>
/// <remarks>
/// Every transfer has one chunk in the line at most and hands over the next when that has left: transfers take turns,
/// and share the bandwidth evenly to within a chunk.
/// </remarks>
internal sealed class AccessLine(VirtualClock clock, long bitsPerSecond)
{
    private TimeSpan _idleFrom;

    /// <summary>Everything that was handed over, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Puts a chunk at the end of the line.</summary>
    /// <returns>How long it takes until its last bit has left.</returns>
    public TimeSpan Take(int bytes)
    {
        Bytes += bytes;
        var now = clock.Elapsed;
        var begins = _idleFrom > now ? _idleFrom : now;
        _idleFrom = begins + TimeSpan.FromTicks(bytes * 8 * TimeSpan.TicksPerSecond / bitsPerSecond);
        return _idleFrom - now;
    }
}
