using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Events;
using Coral.Node.Logging;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Events;

/// <summary>The log of what happens in the index: events 1100 to 1199.</summary>
/// <remarks>
/// Warnings that come with a partition are logged at most once a minute; what other nodes cause with every datagram,
/// once a second.
/// </remarks>
internal sealed partial class IndexEventLog(ILogger logger, TimeProvider clock) : IIndexEvents
{
    private readonly LogThrottle _undecided = new(TimeSpan.FromMinutes(1), clock);
    private readonly LogThrottle _passed = new(TimeSpan.FromSeconds(1), clock);
    private readonly LogThrottle _dropped = new(TimeSpan.FromSeconds(1), clock);

    /// <inheritdoc />
    public void ClusterSwitched(ClusterSwitch change) =>
        Log.ClusterSwitched(logger, change.Level, change.From, change.To, change.Size, change.Reason);

    /// <inheritdoc />
    public void PeerLost(NodeContact peer, PeerLossReason reason) =>
        Log.PeerLost(logger, peer.Id, peer.Address, reason);

    /// <inheritdoc />
    public void LookupDone(LookupKind kind, LookupCost cost) =>
        Log.LookupDone(logger, kind, cost.Elapsed.TotalMilliseconds, cost.Hops, cost.Rpcs, cost.Levels);

    /// <inheritdoc />
    public void PutPassed(Key key, ClusterLevel level, NodeId sender)
    {
        if (logger.IsEnabled(LogLevel.Debug) && _passed.TryPass(out var held))
        {
            Log.PutPassed(logger, key, sender, level, held);
        }
    }

    /// <inheritdoc />
    public void LeaseTaken(Key key) => Log.LeaseTaken(logger, key);

    /// <inheritdoc />
    public void LeaseLost(Key key, ClusterLevel level) => Log.LeaseLost(logger, key, level);

    /// <inheritdoc />
    public void LeaseUndecided(Key key)
    {
        if (_undecided.TryPass(out var held))
        {
            Log.LeaseUndecided(logger, key, held);
        }
    }

    /// <inheritdoc />
    public void DatagramDropped(NodeAddress source, DatagramDropReason reason)
    {
        if (logger.IsEnabled(LogLevel.Debug) && _dropped.TryPass(out var held))
        {
            Log.DatagramDropped(logger, source, reason, held);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1100,
            LogLevel.Information,
            "Cluster of level {Level} switched from {From} to {To}, of {Size} members: {Reason}.",
            EventName = "IndexClusterSwitched"
        )]
        public static partial void ClusterSwitched(
            ILogger logger,
            ClusterLevel level,
            Identifier from,
            Identifier to,
            uint size,
            ClusterSwitchReason reason
        );

        [LoggerMessage(
            1101,
            LogLevel.Debug,
            "Node {Id} at {Address} has left the routing tables: {Reason}.",
            EventName = "IndexPeerLost"
        )]
        public static partial void PeerLost(ILogger logger, NodeId id, NodeAddress address, PeerLossReason reason);

        [LoggerMessage(
            1102,
            LogLevel.Debug,
            "{Kind} took {Milliseconds:F0} ms, {Hops} hops, {Calls} calls and {Levels} levels.",
            EventName = "IndexLookupDone"
        )]
        public static partial void LookupDone(
            ILogger logger,
            LookupKind kind,
            double milliseconds,
            int hops,
            int calls,
            int levels
        );

        [LoggerMessage(1103, LogLevel.Debug, "Lease of {Key} taken.", EventName = "IndexLeaseTaken")]
        public static partial void LeaseTaken(ILogger logger, Key key);

        [LoggerMessage(
            1104,
            LogLevel.Debug,
            "Lease of {Key} lost to a node found at level {Level}.",
            EventName = "IndexLeaseLost"
        )]
        public static partial void LeaseLost(ILogger logger, Key key, ClusterLevel level);

        [LoggerMessage(
            1105,
            LogLevel.Warning,
            "Lease of {Key} undecided: no node of level 0 near the key answers; {Held} others since the last line.",
            EventName = "IndexLeaseUndecided"
        )]
        public static partial void LeaseUndecided(ILogger logger, Key key, long held);

        [LoggerMessage(
            1106,
            LogLevel.Debug,
            "Datagram from {Source} dropped: {Reason}; {Held} others since the last line.",
            EventName = "IndexDatagramDropped"
        )]
        public static partial void DatagramDropped(
            ILogger logger,
            NodeAddress source,
            DatagramDropReason reason,
            long held
        );

        [LoggerMessage(
            1107,
            LogLevel.Debug,
            "Put for {Key} by {Sender} let through at level {Level}; {Held} others since the last line.",
            EventName = "IndexPutPassed"
        )]
        public static partial void PutPassed(ILogger logger, Key key, NodeId sender, ClusterLevel level, long held);
    }
}
