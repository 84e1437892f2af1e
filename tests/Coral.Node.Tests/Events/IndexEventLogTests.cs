using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Events;
using Coral.Node.Events;
using Coral.Node.Tests.Fixtures;
using Coral.Testing.Time;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Tests.Events;

/// <summary>The lines that operators search for: id, name, level and fields of every event of the index.</summary>
public sealed class IndexEventLogTests
{
    private static readonly Key Key = Key.Of("http://www.x.com/");
    private static readonly NodeContact Peer = new(
        new NodeId(Identifier.FromNumber(7)),
        NodeAddress.FromIPv4(0xC000_0202, 7400),
        default
    );

    private readonly ManualTimeProvider _clock = new();
    private readonly RecordingLogger _logger = new();
    private readonly IndexEventLog _log;

    public IndexEventLogTests()
    {
        _log = new IndexEventLog(_logger, _clock);
    }

    [Fact]
    public void Events_EachOnce_HaveTheirIdNameLevelAndFields()
    {
        _log.ClusterSwitched(
            new ClusterSwitch(
                ClusterLevel.Global,
                Identifier.FromNumber(1),
                Identifier.FromNumber(2),
                9,
                ClusterSwitchReason.Merged
            )
        );
        _log.PeerLost(Peer, PeerLossReason.TimedOut);
        _log.LookupDone(LookupKind.Get, new LookupCost(1, 2, 3, TimeSpan.FromSeconds(1)));
        _log.LeaseTaken(Key);
        _log.LeaseLost(Key, ClusterLevel.Global);
        _log.LeaseUndecided(Key);
        _log.DatagramDropped(Peer.Address, DatagramDropReason.Malformed);
        _log.PutPassed(Key, ClusterLevel.Global, Peer.Id);

        var (from, to) = (Identifier.FromNumber(1), Identifier.FromNumber(2));
        Assert.Equal(
            [
                $"1100 IndexClusterSwitched Information Level=Global From={from} To={to} Size=9 Reason=Merged",
                $"1101 IndexPeerLost Debug Id={Peer.Id} Address={Peer.Address} Reason=TimedOut",
                "1102 IndexLookupDone Debug Kind=Get Milliseconds=1000 Hops=1 Calls=2 Levels=3",
                $"1103 IndexLeaseTaken Debug Key={Key}",
                $"1104 IndexLeaseLost Debug Key={Key} Level=Global",
                $"1105 IndexLeaseUndecided Warning Key={Key} Held=0",
                $"1106 IndexDatagramDropped Debug Source={Peer.Address} Reason=Malformed Held=0",
                $"1107 IndexPutPassed Debug Key={Key} Sender={Peer.Id} Level=Global Held=0",
            ],
            _logger.Lines
        );
    }

    [Fact]
    public void LeaseUndecided_Often_HasOneLineAMinuteWithTheNumberOfOthers() =>
        AssertLimited(() => _log.LeaseUndecided(Key), TimeSpan.FromMinutes(1));

    [Fact]
    public void DatagramDropped_Often_HasOneLineASecondWithTheNumberOfOthers() =>
        AssertLimited(() => _log.DatagramDropped(default, DatagramDropReason.Seal), TimeSpan.FromSeconds(1));

    [Fact]
    public void PutPassed_Often_HasOneLineASecondWithTheNumberOfOthers() =>
        AssertLimited(() => _log.PutPassed(Key, ClusterLevel.Global, default), TimeSpan.FromSeconds(1));

    [Fact]
    public void EventsOfDatagrams_LogAboveDebug_AreNotCounted()
    {
        _logger.Lowest = LogLevel.Information;
        _log.DatagramDropped(default, DatagramDropReason.Seal);
        _log.PutPassed(Key, ClusterLevel.Global, default);
        Assert.Empty(_logger.Lines);

        _logger.Lowest = LogLevel.Debug;
        _log.DatagramDropped(default, DatagramDropReason.Seal);
        _log.PutPassed(Key, ClusterLevel.Global, default);
        Assert.Equal([0, 0], _logger.Held);
    }

    private void AssertLimited(Action happen, TimeSpan period)
    {
        happen();
        happen();
        _clock.Advance(period * 0.9);
        happen();
        _clock.Advance(period * 0.1);
        happen();

        Assert.Equal([0, 2], _logger.Held);
    }
}
