using System.Buffers.Binary;
using Coral.Core.Identity;

namespace Coral.Index.Store;

/// <summary>How many puts for one key a node lets pass towards the key's closest node (β).</summary>
/// <remarks>
/// One in each span of 60/β seconds; once it has passed, the node is loaded until the next span begins. The paper counts
/// the requests of the past minute, which, taken literally, would stop all leakage for as long as more than β a minute
/// arrive. The spans of a node begin at moments of its own, drawn from its id: counted from the last put that passed,
/// they would fall into step with those of whoever sent it, whose next put would then come first again, every time.
/// </remarks>
internal sealed class LeakagePolicy(int leakagePerMinute, NodeId self)
{
    private readonly long _span = TimeSpan.TicksPerMinute / leakagePerMinute;
    private readonly long _phase = (long)(TimeSpan.TicksPerMinute / leakagePerMinute * Fraction(self));

    /// <summary>Judges a put that arrives, and notes it when it passes.</summary>
    /// <returns>Whether the node is loaded: this put does not pass if the node is full as well.</returns>
    public bool IsLoaded(StoredKey key, NodeId sender, ulong transaction, TimeSpan now)
    {
        if (now >= key.Passed.LoadedUntil)
        {
            key.Passed = new PassedPut(sender, transaction, NextSpan(now), now + TimeSpan.FromTicks(_span));
            return false;
        }

        return key.Passed.Sender != sender || key.Passed.Transaction != transaction;
    }

    private TimeSpan NextSpan(TimeSpan now)
    {
        var sinceItBegan = (now.Ticks + _span - _phase) % _span;
        return TimeSpan.FromTicks(now.Ticks - sinceItBegan + _span);
    }

    /// <summary>From 0 to 1, as even as ids are.</summary>
    private static double Fraction(NodeId self)
    {
        Span<byte> bytes = stackalloc byte[Identifier.ByteCount];
        self.Point.Write(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes[^sizeof(uint)..]) / (double)(1L << 32);
    }
}
