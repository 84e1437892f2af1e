using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Clusters;
using Coral.Simulation.Time;

namespace Coral.Index.Tests.Clusters;

public sealed class HintTests
{
    private static readonly IPAddress Router = IPAddress.Parse("198.51.100.1");

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.200", true)]
    [InlineData("192.0.2.7", "192.0.3.7", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::9", true)]
    [InlineData("2001:db8:1::1", "2001:db8:2::1", false)]
    public void Of_TwoAddresses_ShareTheKeyOfTheirNetwork(string one, string other, bool expected) =>
        Assert.Equal(expected, HintKeys.Of(IPAddress.Parse(one), [])[0] == HintKeys.Of(IPAddress.Parse(other), [])[0]);

    [Fact]
    public void Of_WithGateways_AreNetworkThenRoutersThenTheirNetworksEachOnce()
    {
        var keys = HintKeys.Of(IPAddress.Parse("192.0.2.7"), [IPAddress.Parse("192.0.2.1"), Router]);

        Assert.Equal(
            [
                Key.Of("hint/network/192.0.2.0/24"),
                Key.Of("hint/router/192.0.2.1"),
                Key.Of("hint/router/198.51.100.1"),
                Key.Of("hint/network/198.51.100.0/24"),
            ],
            keys
        );
    }

    [Fact]
    public void Exchange_OfTwoNodesBehindOneRouter_TheSecondMeetsTheFirst()
    {
        var clock = new VirtualClock();
        var network = new MemoryIndexNetwork(clock);
        clock.Run(async () =>
        {
            Assert.Empty(await MetAsync(1, [Router]));
            Assert.Empty(await MetAsync(2, []));
            Assert.Contains(Contact(1), await MetAsync(3, [Router]));

            await Task.Delay(HintKeeper.TimeToLive, clock);
            Assert.Empty(await MetAsync(4, [Router]));
        });

        async Task<List<NodeContact>> MetAsync(byte number, IReadOnlyList<IPAddress> gateways)
        {
            var met = new List<NodeContact>();
            var keeper = new HintKeeper(
                Contact(number),
                new MemoryContentIndex(Contact(number).Id, network),
                _ => Task.FromResult(gateways),
                others =>
                {
                    met.AddRange(others);
                    return Task.CompletedTask;
                },
                clock
            );
            await keeper.ExchangeAsync(CancellationToken.None);
            return met;
        }
    }

    /// <summary>Every node in a network of its own.</summary>
    private static NodeContact Contact(byte number) =>
        new(
            new NodeId(Identifier.FromNumber(number)),
            NodeAddress.FromIPv4(0xC000_0000 + ((uint)number << 8), 7400),
            default
        );
}
