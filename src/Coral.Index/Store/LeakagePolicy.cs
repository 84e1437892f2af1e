using Coral.Core.Identity;

namespace Coral.Index.Store;

/// <summary>The limit of puts for one key that a node lets pass towards the key's closest node (β).</summary>
/// <remarks>
/// One every 60/β seconds; in between the node is loaded. The paper counts the requests of the past minute, which,
/// taken literally, would stop all leakage for as long as more than β a minute arrive. The node's own puts have a head
/// start over others': without it, a neighbour whose put once arrived first would arrive first every time, in step with
/// this node, and a key's closest node would hear from far more nodes than those that have it as their next hop.
/// </remarks>
internal sealed class LeakagePolicy(int leakagePerMinute, NodeId self)
{
    private readonly TimeSpan _interval = TimeSpan.FromMinutes(1) / leakagePerMinute;
    private readonly TimeSpan _headStart = TimeSpan.FromMinutes(1) / leakagePerMinute / 10;

    /// <summary>Judges a put that arrives, and notes it when it passes.</summary>
    /// <returns>Whether the node is loaded: this put does not pass if the node is full as well.</returns>
    public bool IsLoaded(StoredKey key, NodeId sender, ulong transaction, TimeSpan now)
    {
        if (now >= (sender == self ? key.Passed.Until : key.Passed.OthersUntil))
        {
            var until = now + _interval;
            key.Passed = new PassedPut(sender, transaction, until, until + _headStart);
            return false;
        }

        return key.Passed.Sender != sender || key.Passed.Transaction != transaction;
    }
}
