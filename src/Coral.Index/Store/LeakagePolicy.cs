using Coral.Core.Identity;

namespace Coral.Index.Store;

/// <summary>How many puts for one key a node lets pass towards the key's closest node (β).</summary>
/// <remarks>
/// One every 60/β seconds; in between the node is loaded. The paper counts the requests of the past minute, which,
/// taken literally, would stop all leakage for as long as more than β a minute arrive.
/// </remarks>
internal static class LeakagePolicy
{
    /// <summary>Time between two puts that pass.</summary>
    public static TimeSpan Interval(int leakagePerMinute) => TimeSpan.FromMinutes(1) / leakagePerMinute;

    /// <summary>Judges a put that arrives, and notes it when it passes.</summary>
    /// <returns>Whether the node is loaded: this put does not pass if the node is full as well.</returns>
    public static bool IsLoaded(StoredKey key, NodeId sender, ulong transaction, TimeSpan interval, TimeSpan now)
    {
        if (now >= key.Passed.Until)
        {
            key.Passed = new PassedPut(sender, transaction, now + interval);
            return false;
        }

        return key.Passed.Sender != sender || key.Passed.Transaction != transaction;
    }
}
