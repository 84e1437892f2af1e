using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Queries;
using Coral.Node.Events;
using Coral.Node.Tests.Fixtures;
using Coral.Testing.Time;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Tests.Events;

/// <summary>The lines that operators search for: id, name, level and fields of every event of the DNS server.</summary>
public sealed class DnsEventLogTests
{
    private static readonly NodeAddress Resolver = NodeAddress.FromIPv4(0xC000_0201, 53);
    private static readonly NetworkPrefix Network = NetworkPrefix.Of(Resolver);
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(20);
    private static readonly NodeContact Node = new(
        new NodeId(Identifier.FromNumber(7)),
        NodeAddress.FromIPv4(0xC000_0202, 7400),
        default
    );

    private readonly ManualTimeProvider _clock = new();
    private readonly RecordingLogger _logger = new();
    private readonly DnsEventLog _log;

    public DnsEventLogTests()
    {
        _log = new DnsEventLog(_logger, _clock);
    }

    [Fact]
    public void Events_EachOnce_HaveTheirIdNameLevelAndFields()
    {
        _log.ResponseRateLimited(Resolver, isTruncated: true);
        _log.NoProxyFound(ClusterLevel.Global);
        _log.QueryMalformed(Resolver);
        _log.Redirected(ClusterLevel.Near, ClusterLevel.Regional);
        _log.Referred(ClusterLevel.Near, Resolver);
        _log.RoundTripLearnt(Network, RoundTrip, RoundTripSource.Tcp);
        _log.HintsFound(Network, hinted: 3, alive: 2);
        _log.HintLeft(Network, RoundTrip);
        _log.ResolverProbed(Resolver, RoundTrip, routers: 4);
        _log.ResolverProbed(Resolver, roundTrip: null, routers: 0);
        _log.NodeFound(Node);
        _log.NodeLost(Node);

        Assert.Equal(
            [
                $"1400 DnsRateLimited Warning Network={Network} Held=0",
                "1401 DnsNoProxyFound Warning Held=0",
                $"1402 DnsQueryMalformed Debug Source={Resolver} Held=0",
                "1403 DnsFellBack Debug Level=2 Reached=1 Held=0",
                $"1404 DnsReferred Debug Resolver={Resolver} Level=2 Held=0",
                $"1405 DnsRoundTripLearnt Debug Network={Network} Milliseconds=20 Method=Tcp Held=0",
                $"1406 DnsHintsFound Debug Network={Network} Hinted=3 Alive=2",
                $"1407 DnsHintLeft Debug Network={Network} Milliseconds=20",
                $"1408 DnsResolverProbed Debug Resolver={Resolver} Milliseconds=20 Routers=4",
                $"1408 DnsResolverProbed Debug Resolver={Resolver} Milliseconds= Routers=0",
                $"1409 DnsNodeFound Debug Address={Node.Address} Id={Node.Id}",
                $"1410 DnsNodeLost Debug Address={Node.Address} Id={Node.Id}",
            ],
            _logger.Lines
        );
    }

    [Fact]
    public void Redirected_ToTheLevelThatWasWanted_HasNoLine()
    {
        _log.Redirected(ClusterLevel.Global, ClusterLevel.Global);

        Assert.Empty(_logger.Lines);
    }

    [Fact]
    public void Warnings_Often_HaveOneLineAMinuteEachWithTheNumberOfOthers() =>
        AssertLimited(
            TimeSpan.FromMinutes(1),
            () => _log.ResponseRateLimited(Resolver, isTruncated: false),
            () => _log.NoProxyFound(ClusterLevel.Global)
        );

    [Fact]
    public void EventsOfQueries_Often_HaveOneLineASecondEachWithTheNumberOfOthers() =>
        AssertLimited(
            TimeSpan.FromSeconds(1),
            () => _log.QueryMalformed(Resolver),
            () => _log.Redirected(ClusterLevel.Near, ClusterLevel.Global),
            () => _log.Referred(ClusterLevel.Near, Resolver),
            () => _log.RoundTripLearnt(Network, RoundTrip, RoundTripSource.Gap)
        );

    [Fact]
    public void EventsOfQueries_LogAboveDebug_HaveNoLine()
    {
        _logger.Lowest = LogLevel.Information;
        _log.QueryMalformed(Resolver);
        _log.Redirected(ClusterLevel.Near, ClusterLevel.Global);
        _log.Referred(ClusterLevel.Near, Resolver);
        _log.RoundTripLearnt(Network, RoundTrip, RoundTripSource.Gap);

        Assert.Empty(_logger.Lines);
    }

    private void AssertLimited(TimeSpan period, params Action[] events)
    {
        foreach (var happen in events)
        {
            happen();
            happen();
            _clock.Advance(period * 0.9);
            happen();
            _clock.Advance(period * 0.1);
            happen();
        }

        Assert.Equal(events.SelectMany(_ => new long?[] { 0, 2 }), _logger.Held);
    }
}
