namespace Coral.Transport.Dns.Udp;

/// <summary>When to let queries gather before the next are taken, as network cards do with interrupts.</summary>
/// <remarks>
/// Where the server is quicker than its clients, it wakes up for every few queries, and waking up costs as much as half
/// an answer. A pause of 50 µs makes batches of 50 out of batches of 10, and takes a sixth off what an answer costs;
/// nobody notices it beside a round trip. A lone query, and the few of a quiet server, never wait; nor does anybody
/// where the server is busy all the time, whose batches are full.
/// </remarks>
internal static class BatchCoalescingPolicy
{
    /// <summary>As many at once come from a stream, not from single clients by chance.</summary>
    public const int Several = 4;

    /// <summary>Whether to pause.</summary>
    /// <param name="taken">How many queries came at once.</param>
    /// <param name="most">How many could have: when they did, more wait already.</param>
    public static bool IsWorthwhile(int taken, int most) => taken >= Several && taken < most;
}
