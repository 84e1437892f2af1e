namespace Coral.Transport.Tests.Fixtures;

/// <summary>The traffic of the loopback device in the calling thread's network namespace.</summary>
internal static class LoopbackTraffic
{
    /// <summary>Bytes of IP packets, which have no frames there, and how many packets.</summary>
    public static (long Bytes, long Packets) Now()
    {
        var fields = File.ReadLines("/proc/thread-self/net/dev")
            .Single(line => line.TrimStart().StartsWith("lo:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (Number(fields[1]), Number(fields[2]));
    }

    private static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
