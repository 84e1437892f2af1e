using System.Globalization;
using System.Net;
using Coral.Core.Index;
using Coral.Index.Clusters;
using Coral.Index.Hints;
using Coral.Index.Routing;
using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Hints;

public sealed class TargetHintsTests
{
    private static readonly IPAddress Client = IPAddress.Parse("192.0.2.200");
    private static readonly NodeContact Near = HintShelf.Contact(101, "192.0.2.2");
    private readonly HintShelf _shelf = new();
    private readonly TargetHints _hints;

    public TargetHintsTests()
    {
        _hints = new TargetHints(_shelf.Reader, _shelf.Time);
        _shelf.Leave(HintShelf.Network("192.0.2.200"), Near);
    }

    [Fact]
    public async Task Nodes_OfTheTargetsNetwork_ComeFirstOnceTheyAnswered()
    {
        _shelf.Peers.Answered(HintShelf.Contact(102, "192.0.3.1"), Samples.Clusters);
        _shelf.Clusters = Samples.Clusters;
        var gate = new TaskCompletionSource();
        _shelf.Gate = gate.Task;

        Assert.Equal([102UL], await AskAsync(ClusterLevel.Near));
        gate.SetResult();
        Assert.Equal([101UL, 102UL], await AskAsync(ClusterLevel.Near));
    }

    [Fact]
    public async Task Nodes_OfTheTargetsNetworkInAnotherCluster_AreLeftOut()
    {
        _shelf.Clusters = new ClusterSet([
            new ClusterInfo(Points.Key(901).Point, 0, 1),
            new ClusterInfo(Points.Key(902).Point, 0, 1),
        ]);
        await AskAsync(ClusterLevel.Near);

        Assert.Empty(await AskAsync(ClusterLevel.Near));
        Assert.Equal([101UL], await AskAsync(ClusterLevel.Global));
    }

    [Fact]
    public void Near_OfOneNetwork_IsLookedUpOnceAtATimeAndKept() =>
        _shelf.Clock.Run(async () =>
        {
            var gate = new TaskCompletionSource();
            _shelf.Gate = gate.Task;
            Assert.Empty(_hints.Near(Client));
            Assert.Empty(_hints.Near(IPAddress.Parse("192.0.2.201")));
            gate.SetResult();
            await Task.Delay(TargetHints.Lifetime / 2, _shelf.Clock);
            Assert.Equal([Near.Id], _hints.Near(Client));
            Assert.Equal(1, _hints.Lookups);

            await Task.Delay(TargetHints.Lifetime, _shelf.Clock);
            Assert.Equal([Near.Id], _hints.Near(Client));
            Assert.Equal(2, _hints.Lookups);
        });

    [Fact]
    public void Near_OfManyNetworks_RemembersSomeOfThem()
    {
        for (var i = 0; i < 2 * TargetHints.MaxNetworks; i++)
        {
            _hints.Near(new IPAddress([198, (byte)(i >> 8), (byte)i, 1]));
        }

        Assert.Equal(TargetHints.MaxNetworks, _hints.Count);
    }

    [Fact]
    public void Near_OfManyNetworksAtOnce_LooksAFewUp()
    {
        _shelf.Gate = new TaskCompletionSource().Task;
        for (byte i = 1; i <= 20; i++)
        {
            var address = $"198.51.{i}.1";
            _shelf.Leave(HintShelf.Network(address), HintShelf.Contact(200UL + i, address));
            _hints.Near(IPAddress.Parse(address));
        }

        Assert.Equal(TargetHints.MaxLookups, _hints.Lookups);
    }

    [Fact]
    public void Near_OfAPrivateAddress_IsEmpty()
    {
        Assert.Empty(_hints.Near(IPAddress.Parse("10.0.0.1")));
        Assert.Equal(0, _hints.Lookups);
    }

    /// <summary>The numbers of the nodes that the directory names for the client.</summary>
    private async Task<List<ulong>> AskAsync(ClusterLevel level)
    {
        var directory = new NodeDirectory(_shelf.Peers, new ClusterOptions(), _hints);
        var nodes = await directory.NodesAsync(level, 10, Client, NodeServices.None, CancellationToken.None);
        return [.. nodes.Select(node => ulong.Parse(node.Id.ToString()[20..], NumberStyles.HexNumber, null))];
    }
}
