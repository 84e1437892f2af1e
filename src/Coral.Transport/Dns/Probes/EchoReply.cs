namespace Coral.Transport.Dns.Probes;

/// <summary>The answer of a machine to an ICMP echo request.</summary>
/// <param name="RoundTrip">The time from the request to the answer.</param>
/// <param name="HopLimit">The remaining hop limit of the answer, where the system tells.</param>
internal readonly record struct EchoReply(TimeSpan RoundTrip, int? HopLimit)
{
    private static readonly int[] Initial = [64, 128, 255];

    /// <summary>
    /// Hops to the machine, if both directions have as many: systems begin with 64, 128 or 255.
    /// </summary>
    public int? Hops => HopLimit is { } left and > 0 and <= 255 ? Array.Find(Initial, i => i >= left) - left + 1 : null;
}
