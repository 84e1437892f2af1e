namespace Coral.Transport.Dns.Udp;

/// <summary>
/// The rule for pausing before the next batch, so that queries coalesce, as network cards do with interrupts.
/// </summary>
/// <remarks>
/// Where the server is faster than its clients, it wakes up for every few queries, and waking up costs as much as half
/// an answer. A pause of 50 µs makes batches of 50 out of batches of 10, and makes an answer cheaper by a sixth; it is
/// negligible beside a round trip. A lone query, and the few of a quiet server, never wait; nor does any query of a
/// saturated server, whose batches are full.
/// </remarks>
internal static class BatchCoalescingPolicy
{
    /// <summary>
    /// The least batch size that counts as a stream of queries, rather than a coincidence of single ones.
    /// </summary>
    public const int Several = 4;

    /// <summary>True if a pause is worthwhile.</summary>
    /// <param name="taken">The number of queries in the last batch received.</param>
    /// <param name="most">The size of a full batch, behind which more queries wait already.</param>
    public static bool IsWorthwhile(int taken, int most) => taken >= Several && taken < most;
}
