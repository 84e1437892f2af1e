using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Node.Events;
using Coral.Node.Tests.Fixtures;
using Coral.Testing.Time;

namespace Coral.Node.Tests.Events;

/// <summary>The lines that operators search for: id, name, level and fields of every event of the cache.</summary>
public sealed class CacheEventLogTests
{
    private static readonly CacheKey Url = new("http://www.x.com", "/a");
    private static readonly NodeContact Peer = new(
        new NodeId(Identifier.FromNumber(7)),
        NodeAddress.FromIPv4(0xC000_0202, 7400),
        default
    );

    private readonly ManualTimeProvider _clock = new();
    private readonly RecordingLogger _logger = new();
    private readonly CacheEventLog _log;

    public CacheEventLogTests()
    {
        _log = new CacheEventLog(_logger, _clock);
    }

    [Theory]
    [InlineData(PeerOutcome.WrongChunk)]
    [InlineData(PeerOutcome.WrongLength)]
    [InlineData(PeerOutcome.WrongDigest)]
    [InlineData(PeerOutcome.Untrusted)]
    [InlineData(PeerOutcome.Refuted)]
    public void PeerDropped_ForALie_IsAWarning(PeerOutcome reason)
    {
        _log.PeerDropped(Url, Peer, reason);

        var fields = $"Peer={Peer.Id} Address={Peer.Address} Url={Url} Reason={reason} Held=0";
        Assert.Equal($"1200 PeerLied Warning {fields}", Assert.Single(_logger.Lines));
    }

    [Fact]
    public void PeerDropped_WhereEitherMayBeRight_IsInformation()
    {
        _log.PeerDropped(Url, Peer, PeerOutcome.Disputed);

        var fields = $"Peer={Peer.Id} Address={Peer.Address} Url={Url} Held=0";
        Assert.Equal($"1201 PeerDisputed Information {fields}", Assert.Single(_logger.Lines));
    }

    [Theory]
    [InlineData(PeerOutcome.NotHere)]
    [InlineData(PeerOutcome.Full)]
    [InlineData(PeerOutcome.OriginFailed)]
    [InlineData(PeerOutcome.Unreachable)]
    [InlineData(PeerOutcome.Lost)]
    [InlineData(PeerOutcome.Slow)]
    [InlineData(PeerOutcome.OtherVersion)]
    [InlineData(PeerOutcome.OtherDigest)]
    [InlineData(PeerOutcome.Stale)]
    [InlineData(PeerOutcome.Cycle)]
    public void PeerDropped_ForNoLie_IsForDebugging(PeerOutcome reason)
    {
        _log.PeerDropped(Url, Peer, reason);

        var fields = $"Peer={Peer.Id} Address={Peer.Address} Url={Url} Reason={reason}";
        Assert.Equal($"1202 PeerDropped Debug {fields}", Assert.Single(_logger.Lines));
    }

    [Fact]
    public void Events_EachOnce_HaveTheirIdNameLevelAndFields()
    {
        _log.OriginLeftAlone(Url.Origin, FetchFailure.ConnectFailed, TimeSpan.FromSeconds(5));
        _log.SearchGaveUp(Url);
        _log.LookedUp(Url, GetOrPutOutcome.Found);
        _log.CycleBroken(Url, Peer);
        _log.Relayed(Url, Peer);
        _log.FailedOver(Url);
        _log.TookOver(Url);
        _log.LeaseDrawn(Key.Of("a"));
        _log.LeasesGivenUp(Url);
        _log.FetchEnded(Url, FetchSource.Origin, TimeSpan.FromSeconds(1), failure: null);
        _log.FetchEnded(Url, FetchSource.Origin, TimeSpan.FromSeconds(2), FetchFailure.BodyTimedOut);

        Assert.Equal(
            [
                $"1203 OriginLeftAlone Information Origin={Url.Origin} Failure=ConnectFailed Seconds=5 Held=0",
                $"1204 SearchGaveUp Information Url={Url} Held=0",
                $"1210 HoldersLookedUp Debug Url={Url} Outcome=Found",
                $"1211 CycleBroken Debug Peer={Peer.Id} Url={Url}",
                $"1212 FetchRelayed Debug Peer={Peer.Id} Url={Url}",
                $"1213 FailedOver Debug Url={Url}",
                $"1214 TookOver Debug Url={Url}",
                $"1215 LeaseTaken Debug Key={Key.Of("a")}",
                $"1216 LeasesGivenUp Debug Url={Url}",
                $"1217 FetchEnded Debug Url={Url} Source=Origin Milliseconds=1000 Failure=",
                $"1217 FetchEnded Debug Url={Url} Source=Origin Milliseconds=2000 Failure=BodyTimedOut",
            ],
            _logger.Lines
        );
    }

    [Fact]
    public void EventsThatStrangersCause_Often_HaveOneLineAMinuteEachWithTheNumberOfOthers()
    {
        Action[] events =
        [
            () => _log.PeerDropped(Url, default, PeerOutcome.WrongChunk),
            () => _log.PeerDropped(Url, default, PeerOutcome.Disputed),
            () => _log.OriginLeftAlone(Url.Origin, FetchFailure.ConnectFailed, TimeSpan.FromSeconds(5)),
            () => _log.SearchGaveUp(Url),
        ];
        foreach (var happen in events)
        {
            happen();
            happen();
            _clock.Advance(TimeSpan.FromSeconds(59));
            happen();
            _clock.Advance(TimeSpan.FromSeconds(1));
            happen();
        }

        Assert.Equal([0, 2, 0, 2, 0, 2, 0, 2], _logger.Held);
    }
}
