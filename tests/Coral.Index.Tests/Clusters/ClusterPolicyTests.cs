using Coral.Core.Identity;
using Coral.Index.Clusters;
using Coral.Index.Messages;

namespace Coral.Index.Tests.Clusters;

public class ClusterPolicyTests
{
    private static readonly TimeSpan Now = TimeSpan.FromHours(100);

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(5, 4, true)]
    [InlineData(48, 38, false)]
    [InlineData(48, 39, true)]
    public void JoinPolicy_IsAcceptable_FromFourFifthsOn(int probed, int near, bool expected) =>
        Assert.Equal(expected, JoinPolicy.IsAcceptable(new ClusterTally(probed, near)));

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(6, 8, false)]
    [InlineData(7, 8, true)]
    [InlineData(47, 1000, false)]
    [InlineData(48, 1000, true)]
    public void JoinPolicy_IsEnough_FortyEightOrNearlyAll(int probed, double size, bool expected) =>
        Assert.Equal(expected, JoinPolicy.IsEnough(new ClusterTally(probed, probed), size));

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 1, false)]
    [InlineData(1, 0, true)]
    [InlineData(2, 1, true)]
    [InlineData(48, 25, false)]
    [InlineData(48, 24, true)]
    public void SplitPolicy_MustLeave_WhenHalfAreOver(int probed, int near, bool expected) =>
        Assert.Equal(expected, SplitPolicy.MustLeave(new ClusterTally(probed, near)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.99, 0)]
    [InlineData(1, 2)]
    [InlineData(1.99, 2)]
    [InlineData(2, 0)]
    [InlineData(25, 2)]
    [InlineData(-3, 0)]
    public void SquareWave_At_ChangesEveryHour(double hours, int expected) =>
        Assert.Equal(expected, SquareWave.At(TimeSpan.FromHours(hours)));

    [Theory]
    [InlineData(100, 1, 100)]
    [InlineData(100, 0.8, 40)]
    [InlineData(100, 0.6, 0)]
    [InlineData(0, 1, 0)]
    public void ClusterWorth_Of_ChargesTwiceForWhomIsFar(double others, double share, double expected) =>
        Assert.Equal(expected, ClusterWorth.Of(others, share), 9);

    [Fact]
    public void ClusterWorth_OfOwn_ForgivesATenth()
    {
        Assert.Equal(ClusterWorth.Of(50, 0.9), ClusterWorth.OfOwn(50, new ClusterTally(10, 8)), 9);
        Assert.Equal(50, ClusterWorth.OfOwn(50, new ClusterTally(100, 95)), 9);
    }

    [Fact]
    public void ClusterWorth_AtBest_ShrinksTowardsWhatIsSeen()
    {
        Assert.Equal(80, ClusterWorth.AtBest(80, default), 9);
        Assert.True(
            ClusterWorth.AtBest(80, new ClusterTally(8, 6)) > ClusterWorth.AtBest(80, new ClusterTally(48, 36))
        );
        Assert.Equal(0, ClusterWorth.AtBest(80, new ClusterTally(48, 24)), 9);
    }

    [Theory]
    [InlineData(10, 100, 0.5, 9, MergeOutcome.Switch)]
    [InlineData(10, 21, 0.5, 9, MergeOutcome.Switch)]
    [InlineData(10, 20, 0.5, 9, MergeOutcome.Stay)]
    [InlineData(10, 20, 0.5, 1, MergeOutcome.AskMembers)]
    [InlineData(10, 5, 0.5, 1, MergeOutcome.AskMembers)]
    [InlineData(10, 4, 0.5, 1, MergeOutcome.Stay)]
    [InlineData(10, 21, 1.5, 9, MergeOutcome.Stay)]
    [InlineData(10, 43, 1.5, 9, MergeOutcome.Switch)]
    [InlineData(10, 30, 1.5, 1, MergeOutcome.AskMembers)]
    [InlineData(10, 3, 1.5, 1, MergeOutcome.Stay)]
    [InlineData(0, 2, 1.5, 9, MergeOutcome.Switch)]
    [InlineData(0, 1, 0.5, 9, MergeOutcome.Stay)]
    [InlineData(0, 1, 0.5, 1, MergeOutcome.Switch)]
    public void MergePolicy_Decide_Table(double own, double other, double ageHours, ulong otherId, object expected)
    {
        var older = Offer(5, Now - TimeSpan.FromHours(50), own);
        var younger = Offer(otherId, Now - TimeSpan.FromHours(ageHours), other);

        Assert.Equal((MergeOutcome)expected, MergePolicy.Decide(older, younger, Now));
    }

    [Fact]
    public void MergePolicy_Decide_NeverSendsTwoClustersIntoEachOther()
    {
        for (var hours = 0; hours < 2; hours++)
        {
            for (var a = 0; a < 40; a++)
            {
                for (var b = 0; b < 40; b++)
                {
                    var one = Offer(1, Now - TimeSpan.FromHours(hours), a);
                    var two = Offer(2, Now - TimeSpan.FromHours(hours), b);
                    var there = MergePolicy.Decide(one, two, Now);
                    var back = MergePolicy.Decide(two, one, Now);

                    Assert.True(there == MergeOutcome.Stay || back == MergeOutcome.Stay || a == 0 || b == 0);
                }
            }
        }
    }

    [Fact]
    public void MergePolicy_IsConfirmed_CountsMembersWithoutMeasurementsAsFar()
    {
        ClusterTally near = new(10, 10),
            far = new(10, 0),
            unknown = default;

        Assert.False(MergePolicy.IsConfirmed([]));
        Assert.True(MergePolicy.IsConfirmed([near]));
        Assert.True(MergePolicy.IsConfirmed([near, near, near, near, far]));
        Assert.False(MergePolicy.IsConfirmed([near, near, near, unknown]));
        Assert.True(MergePolicy.IsConfirmed([new(5, 4), new(48, 39)]));
    }

    [Fact]
    public void SizeEstimate_Of_IsTheMiddleOfWhatIsSaid()
    {
        Assert.Equal(3, SizeEstimate.Of([], atLeast: 3));
        Assert.Equal(50, SizeEstimate.Of([50, 2, 4_000_000_000], atLeast: 1));
        Assert.Equal(55, SizeEstimate.Of([60, 50], atLeast: 1));
        Assert.Equal(9, SizeEstimate.Of([4, 5, 6], atLeast: 9));
    }

    [Theory]
    [InlineData(100u, 120, 100u)]
    [InlineData(100u, 126, 126u)]
    [InlineData(100u, 74, 74u)]
    [InlineData(3u, 4, 4u)]
    [InlineData(1u, 0, 1u)]
    public void SizeEstimate_Announce_ChangesByAQuarterOrMore(uint announced, int estimate, uint expected) =>
        Assert.Equal(expected, SizeEstimate.Announce(announced, estimate));

    private static ClusterOffer Offer(ulong id, TimeSpan created, double worth) =>
        new(Identifier.FromNumber(id), created, worth);
}
