using System.Diagnostics;
using System.Globalization;

namespace Coral.PeerTransfer;

/// <summary>The processor time and the allocations of a process so far.</summary>
internal readonly record struct Usage(long Microseconds, long AllocatedBytes)
{
    public static Usage OfThisProcess()
    {
        using var self = Process.GetCurrentProcess();
        return new Usage((long)self.TotalProcessorTime.TotalMicroseconds, GC.GetTotalAllocatedBytes(precise: true));
    }

    public static Usage Parse(string text)
    {
        var parts = text.Split(' ');
        return new Usage(
            long.Parse(parts[0], CultureInfo.InvariantCulture),
            long.Parse(parts[1], CultureInfo.InvariantCulture)
        );
    }

    public static Usage operator -(Usage left, Usage right) =>
        new(left.Microseconds - right.Microseconds, left.AllocatedBytes - right.AllocatedBytes);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Microseconds} {AllocatedBytes}");
}
