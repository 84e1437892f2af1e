using Coral.Core.Network;
using Coral.Simulation.Naming;

namespace Coral.Simulation.Tests.Naming;

public sealed class ServerLatenciesTests
{
    private static readonly List<NodeAddress> Servers =
    [
        .. Enumerable.Range(1, 4).Select(i => NodeAddress.FromIPv4((uint)i, 53)),
    ];

    private readonly ServerLatencies _times = new(new Random(1));

    [Fact]
    public void Choose_OfServersNeverAsked_TakesEachOnce()
    {
        var chosen = new List<NodeAddress>();
        for (var i = 0; i < Servers.Count; i++)
        {
            chosen.Add(_times.Choose(Servers));
            _times.Record(chosen[^1], TimeSpan.FromMilliseconds(i + 1));
        }

        Assert.Equal(Servers, chosen.Order());
        Assert.Equal(chosen[0], _times.Choose(Servers));
    }

    [Fact]
    public void Choose_WhenTheFastestBecomesSlow_TakesTheNext()
    {
        for (var i = 0; i < Servers.Count; i++)
        {
            _times.Record(Servers[i], TimeSpan.FromMilliseconds(10 * (i + 1)));
        }

        _times.Record(Servers[0], TimeSpan.FromSeconds(2));

        Assert.Equal(Servers[1], _times.Choose(Servers));
    }
}
