namespace Coral.Transport.Dns.Probes;

/// <summary>What a machine answered to an ICMP echo request.</summary>
/// <param name="RoundTrip">How long that took.</param>
/// <param name="HopLimit">What was left of the answer's hop limit, where the system tells.</param>
internal readonly record struct EchoReply(TimeSpan RoundTrip, int? HopLimit)
{
    private static readonly int[] Initial = [64, 128, 255];

    /// <summary>
    /// Hops to the machine, if the way there is as long as the way back: systems begin with 64, 128 or 255.
    /// </summary>
    public int? Hops => HopLimit is { } left and > 0 and <= 255 ? Array.Find(Initial, i => i >= left) - left + 1 : null;
}
