namespace Coral.Transport.Dns.Probes;

/// <summary>A machine's reply to an ICMP echo request.</summary>
/// <param name="RoundTrip">The time from the request to the reply.</param>
/// <param name="HopLimit">The remaining hop limit of the reply, if the system reports it.</param>
internal readonly record struct EchoReply(TimeSpan RoundTrip, int? HopLimit)
{
    private static readonly int[] Initial = [64, 128, 255];

    /// <summary>
    /// Hops to the machine, if both directions have the same number: systems start with 64, 128 or 255.
    /// </summary>
    public int? Hops => HopLimit is { } left and > 0 and <= 255 ? Array.Find(Initial, i => i >= left) - left + 1 : null;
}
