using System.Net;
using Coral.Core.Index;
using Coral.Index.Hints;

namespace Coral.Index.Tests.Hints;

public sealed class HintAnnouncerTests
{
    private static readonly IPAddress Router = IPAddress.Parse("203.0.113.7");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nodes_OfOneNetwork_MeetThroughTheHintAlone(bool hints) =>
        HintNetwork.Run(
            hints,
            async network =>
            {
                Assert.False(HintNetwork.Knows(network.Second, network.First));
                await Task.Delay(TimeSpan.FromMinutes(1), network.Clock);

                Assert.Equal(hints, HintNetwork.Knows(network.Second, network.First));
            }
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nodes_BehindOneRouter_MeetThroughTheHintAlone(bool hints) =>
        HintNetwork.Run(
            hints,
            async network =>
            {
                var (left, right) = PairOfStrangers(network);
                left.AddGateways([Router]);
                await Task.Delay(TimeSpan.FromSeconds(30), network.Clock);
                right.AddGateways([Router]);
                await Task.Delay(TimeSpan.FromSeconds(30), network.Clock);

                Assert.Equal(hints, HintNetwork.Knows(right, left));
            }
        );

    [Fact]
    public void Node_BehindARouter_StandsUnderTheNetworkAroundItToo() =>
        HintNetwork.Run(
            hints: true,
            async network =>
            {
                network.First.AddGateways([Router]);
                await Task.Delay(TimeSpan.FromSeconds(30), network.Clock);

                var otherSide = NetworkHint.OfRouterNetwork(IPAddress.Parse("203.0.113.8"))!.Value;
                Assert.Equal([network.First.Contact], await network.UnderAsync(otherSide));
            }
        );

    [Fact]
    public void Hints_TurnedOff_AreNotPublished() =>
        HintNetwork.Run(
            hints: false,
            async network =>
            {
                network.First.AddGateways([Router]);
                await Task.Delay(TimeSpan.FromMinutes(2), network.Clock);

                Assert.Empty(await network.UnderAsync(HintNetwork.Shared));
                Assert.Empty(await network.UnderAsync(NetworkHint.OfRouter(Router)!.Value));
            }
        );

    [Fact]
    public void Hint_OfALivingNode_IsRenewed_AndOfOneThatStopped_Expires() =>
        HintNetwork.Run(
            hints: true,
            async network =>
            {
                var hint = NetworkHint.OfRouter(Router)!.Value;
                network.First.AddGateways([Router]);
                await Task.Delay(TimeSpan.FromMinutes(1), network.Clock);
                for (var tenth = 0; tenth < 15; tenth++)
                {
                    Assert.Equal([network.First.Contact], await network.UnderAsync(hint));
                    await Task.Delay(TimeSpan.FromMinutes(10), network.Clock);
                }

                network.Stop(network.First);
                await Task.Delay(HintAnnouncer.TimeToLive, network.Clock);

                Assert.Empty(await network.UnderAsync(hint));
            }
        );

    /// <summary>Two nodes of different networks that have not exchanged anything.</summary>
    private static (IndexNode Left, IndexNode Right) PairOfStrangers(HintNetwork network)
    {
        var left = network.All[1];
        var right = network.All.First(n => n != left && !HintNetwork.Knows(n, left) && !HintNetwork.Knows(left, n));
        return (left, right);
    }
}
