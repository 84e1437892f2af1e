using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Simulation.Invariants;

namespace Coral.Simulation.Tests.Invariants;

/// <summary>The listeners to caches and name servers notice what they are there to notice.</summary>
public sealed class WatchTests
{
    private static readonly CacheKey Url = new("http://www.x.com", "/a");
    private readonly CacheWatch _caches = new();
    private readonly NamingWatch _names = new();

    [Theory]
    [InlineData(PeerOutcome.WrongChunk)]
    [InlineData(PeerOutcome.WrongLength)]
    [InlineData(PeerOutcome.WrongDigest)]
    [InlineData(PeerOutcome.Untrusted)]
    [InlineData(PeerOutcome.Refuted)]
    [InlineData(PeerOutcome.Disputed)]
    public void CacheWatch_PeerDroppedAsALiar_IsViolated(PeerOutcome reason)
    {
        _caches.PeerDropped(Url, default, reason);

        Assert.Contains(reason.ToString(), _caches.Violation(originRequests: 0), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PeerOutcome.NotHere)]
    [InlineData(PeerOutcome.Unreachable)]
    [InlineData(PeerOutcome.Lost)]
    [InlineData(PeerOutcome.Slow)]
    [InlineData(PeerOutcome.Cycle)]
    public void CacheWatch_PeerDroppedForALossOrItsLoad_Holds(PeerOutcome reason)
    {
        _caches.PeerDropped(Url, default, reason);

        Assert.Null(_caches.Violation(originRequests: 0));
    }

    [Fact]
    public void CacheWatch_RequestAtTheOriginThatNoCacheReported_IsViolated()
    {
        _caches.OriginRequested(Url);

        Assert.Null(_caches.Violation(originRequests: 1));
        Assert.Contains("2 requests", _caches.Violation(originRequests: 2), StringComparison.Ordinal);
    }

    [Fact]
    public void NamingWatch_NoProxyFound_IsViolatedInAQuietRunOnly()
    {
        _names.NoProxyFound(ClusterLevel.Global);

        Assert.Null(_names.Violation(isQuiet: false));
        Assert.Contains("no living proxy", _names.Violation(isQuiet: true), StringComparison.Ordinal);
    }

    [Fact]
    public void NamingWatch_MalformedQuery_IsViolated()
    {
        Assert.Null(_names.Violation(isQuiet: true));
        _names.QueryMalformed(NodeAddress.FromIPv4(0xAC10_0001, 53));

        Assert.Contains("malformed", _names.Violation(isQuiet: false), StringComparison.Ordinal);
    }
}
