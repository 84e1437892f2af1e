using System.Collections.Immutable;
using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Core.Tests.Index;
using Coral.Core.Time;
using Coral.Index.Clusters;
using Coral.Index.Options;
using Coral.Index.Routing;
using Coral.Simulation.Time;

namespace Coral.Index.Tests;

public sealed class NodeDirectoryTests : NodeDirectoryConformance
{
    private static readonly ClusterSet OurClusters = new(
        ImmutableArray.Create(
            new ClusterInfo(Identifier.FromNumber(71), 0, 5),
            new ClusterInfo(Identifier.FromNumber(72), 0, 3)
        )
    );

    [Fact]
    public async Task Nodes_NearATarget_AreThoseOfItsNetworkFirst()
    {
        var (directory, _) = Create("192.0.2.9", "198.51.100.1", "198.51.100.200", "2001:db8::1");

        Assert.Equal(
            ["198.51.100.200", "198.51.100.1", "192.0.2.9", "2001:db8::1"],
            await AddressesAsync(directory, "198.51.100.201")
        );
        Assert.Equal("2001:db8::1", (await AddressesAsync(directory, "2001:db8::2"))[0]);
    }

    [Fact]
    public async Task Nodes_WithoutATarget_AreTheFastestFirst()
    {
        var (directory, peers) = Create("192.0.2.1", "192.0.2.2", "192.0.2.3");
        peers.Find(Id(3))!.AddRoundTrip(TimeSpan.FromMilliseconds(5));
        peers.Find(Id(2))!.AddRoundTrip(TimeSpan.FromMilliseconds(9));

        Assert.Equal(["192.0.2.3", "192.0.2.2", "192.0.2.1"], await AddressesAsync(directory, near: null));
    }

    [Fact]
    public async Task Nodes_OfALevel_AreTheMembersOfOurCluster()
    {
        var (directory, peers) = Create("192.0.2.1");
        peers.Answered(Contact(2, "192.0.2.2"), OurClusters);

        Assert.Equal(["192.0.2.2"], await AddressesAsync(directory, near: null, ClusterLevel.Near));
        Assert.Empty(await AddressesAsync(directory, near: null, (ClusterLevel)3));
    }

    [Fact]
    public void Levels_AboveTheNetwork_AreOurClusters()
    {
        var (directory, _) = Create("192.0.2.1");

        Assert.Equal(
            [
                new LevelInfo(
                    ClusterLevel.Regional,
                    TimeSpan.FromMilliseconds(60),
                    Identifier.FromNumber(71),
                    SizeEstimate: 5
                ),
                new LevelInfo(
                    ClusterLevel.Near,
                    TimeSpan.FromMilliseconds(20),
                    Identifier.FromNumber(72),
                    SizeEstimate: 3
                ),
            ],
            directory.Levels().Skip(1)
        );
    }

    [Fact]
    public void Contacts_OfAllLevels_AreNamedOnce()
    {
        var (directory, peers) = Create("192.0.2.1", "192.0.2.2");
        peers.Answered(Contact(3, "192.0.2.3"), OurClusters);

        Assert.Equal([Id(1), Id(2), Id(3)], directory.Contacts().Select(contact => contact.Id));
    }

    protected override void Run(Func<INodeDirectory, IReadOnlyList<NodeContact>, Task> story)
    {
        var (directory, peers) = Create();
        var known = Enumerable
            .Range(1, 5)
            .Select(i =>
                Contact(i, $"192.0.2.{i}") with
                {
                    Ports = i % 2 == 0 ? default : new ServicePorts(7443, 8080, 53),
                }
            )
            .ToList();
        known.ForEach(contact => peers.Answered(contact, clusters: null));
        story(directory, known).GetAwaiter().GetResult();
    }

    private static (NodeDirectory Directory, PeerTable Peers) Create(params string[] addresses)
    {
        var peers = new PeerTable(
            new NodeId(Identifier.MaxValue),
            OurClusters,
            new IndexOptions(),
            new MonotonicClock(new VirtualClock())
        );
        for (var i = 0; i < addresses.Length; i++)
        {
            peers.Answered(Contact(i + 1, addresses[i]), clusters: null);
        }

        return (new NodeDirectory(peers, new ClusterOptions(), hints: null), peers);
    }

    private static async Task<List<string>> AddressesAsync(
        NodeDirectory directory,
        string? near,
        ClusterLevel level = ClusterLevel.Global
    )
    {
        var target = near is null ? null : IPAddress.Parse(near);
        var nodes = await directory.NodesAsync(level, 10, target, NodeServices.None, CancellationToken.None);
        return [.. nodes.Select(node => node.Address.ToIPAddress().ToString())];
    }

    private static NodeId Id(int number) => new(Identifier.FromNumber((ulong)number));

    private static NodeContact Contact(int number, string address) =>
        new(Id(number), NodeAddress.From(IPAddress.Parse(address), 7400), default);
}
