using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Tests.Fixtures.Cooperation;
using Coral.Core.Identity;
using Coral.Simulation.Time;

namespace Coral.Caching.Tests.Peers;

/// <summary>Who failed us is remembered for a while, the longer the oftener.</summary>
public sealed class PeerReputationTests
{
    private readonly VirtualClock _clock = new();
    private readonly NodeId _peer = TestNetwork.ContactOf(1).Id;

    [Fact]
    public void Dropped_ForALie_IsShunnedTwiceAsLongEachTime()
    {
        var reputation = new PeerReputation(new CooperationOptions(), _clock);

        var pauses = _clock.Run(async () =>
        {
            var pauses = new List<double>();
            for (var i = 0; i < 3; i++)
            {
                reputation.Dropped(_peer, PeerOutcome.WrongChunk);
                var since = _clock.Elapsed;
                while (reputation.IsShunned(_peer))
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), _clock);
                }

                pauses.Add((_clock.Elapsed - since).TotalSeconds);
            }

            return pauses;
        });

        Assert.Equal([10.0, 20, 40], pauses);
        Assert.False(reputation.IsDoubtful(_peer));
    }

    [Theory]
    [InlineData(nameof(PeerOutcome.Slow), true)]
    [InlineData(nameof(PeerOutcome.Lost), true)]
    [InlineData(nameof(PeerOutcome.Unreachable), true)]
    [InlineData(nameof(PeerOutcome.NotHere), false)]
    [InlineData(nameof(PeerOutcome.OriginFailed), false)]
    [InlineData(nameof(PeerOutcome.Disputed), false)]
    [InlineData(nameof(PeerOutcome.Cycle), false)]
    [InlineData(nameof(PeerOutcome.OtherVersion), false)]
    public void Dropped_ForAPossibleNetworkFault_IsTriedLastAtMost(string reason, bool isDoubtful)
    {
        var reputation = new PeerReputation(new CooperationOptions(), _clock);

        reputation.Dropped(_peer, Enum.Parse<PeerOutcome>(reason));

        Assert.Equal((isDoubtful, false), (reputation.IsDoubtful(_peer), reputation.IsShunned(_peer)));
        reputation.Succeeded(_peer);
        Assert.False(reputation.IsDoubtful(_peer));
    }

    [Fact]
    public void Dropped_MorePeersThanAreRemembered_TheOldestAreForgotten()
    {
        var reputation = new PeerReputation(new CooperationOptions { RememberedPeers = 16 }, _clock);
        for (var i = 0; i < 100; i++)
        {
            reputation.Dropped(TestNetwork.ContactOf(i).Id, PeerOutcome.Slow);
            reputation.Dropped(TestNetwork.ContactOf(i).Id, PeerOutcome.WrongLength);
        }

        Assert.Equal((16, 16), reputation.Counts);
        Assert.True(reputation.IsShunned(TestNetwork.ContactOf(99).Id));
    }
}
