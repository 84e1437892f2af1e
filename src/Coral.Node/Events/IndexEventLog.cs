using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Events;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Events;

/// <summary>Writes the events of the index to the log, those that an operator must know within a rate.</summary>
/// <param name="logger">Takes the lines.</param>
/// <param name="clock">Spaces warnings that come often.</param>
internal sealed partial class IndexEventLog(ILogger<IndexEventLog> logger, TimeProvider clock) : IIndexEvents
{
    private static readonly TimeSpan WarningPeriod = TimeSpan.FromMinutes(1);

    private long? _warned;
    private int _undecided;

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
    public void LeaseTaken(Key key) => Log.LeaseTaken(logger, key);

    /// <inheritdoc />
    public void LeaseLost(Key key, ClusterLevel level) => Log.LeaseLost(logger, key, level);

    /// <inheritdoc />
    public void LeaseUndecided(Key key)
    {
        _undecided++;
        if (_warned is null || clock.GetElapsedTime(_warned.Value) >= WarningPeriod)
        {
            Log.LeaseUndecided(logger, key, _undecided);
            (_warned, _undecided) = (clock.GetTimestamp(), 0);
        }
    }

    /// <inheritdoc />
    public void DatagramDropped(NodeAddress source, DatagramDropReason reason) =>
        Log.DatagramDropped(logger, source, reason);

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
            "Lease of {Key} undecided: no node of level 0 near the key answers; {Count} since the last warning.",
            EventName = "IndexLeaseUndecided"
        )]
        public static partial void LeaseUndecided(ILogger logger, Key key, int count);

        [LoggerMessage(
            1106,
            LogLevel.Debug,
            "Datagram from {Source} dropped: {Reason}.",
            EventName = "IndexDatagramDropped"
        )]
        public static partial void DatagramDropped(ILogger logger, NodeAddress source, DatagramDropReason reason);
    }
}
