namespace Coral.Index.Routing;

/// <summary>The rule for a full bucket: contacts keep their place by age, unless a newcomer is much nearer.</summary>
/// <remarks>
/// Nodes that have been up for long stay up (Kademlia), and a flood of new ones cannot push them out; but a young, far
/// contact gives way to one with less than half its round-trip time, so that tables get fast contacts without losing
/// the proven ones.
/// </remarks>
internal static class IncumbentPolicy
{
    /// <summary>From this age on a contact is never displaced.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromHours(1);

    /// <summary>True if <paramref name="newcomer"/> should have <paramref name="incumbent"/>'s place.</summary>
    public static bool Displaces(Peer newcomer, Peer incumbent, TimeSpan now) =>
        now - incumbent.FirstSeen < Settled
        && newcomer.RoundTrip.HasSample
        && newcomer.RoundTrip.Smoothed * 2 < incumbent.RoundTrip.Smoothed;
}
