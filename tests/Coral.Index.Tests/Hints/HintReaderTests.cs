using System.Net;
using Coral.Core.Index;
using Coral.Index.Clusters;
using Coral.Index.Hints;
using Coral.Index.Routing;
using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Hints;

public sealed class HintReaderTests
{
    private static readonly NetworkHint Hint = HintShelf.Network("192.0.2.1");
    private readonly HintShelf _shelf = new();

    [Fact]
    public async Task Read_OfManyContacts_TakesEight()
    {
        for (ulong i = 1; i <= 20; i++)
        {
            _shelf.Leave(Hint, HintShelf.Contact(100 + i, $"192.0.2.{i}"));
        }

        var found = await _shelf.Reader.ReadAsync(Hint, Hint, CancellationToken.None);

        Assert.Equal(HintReader.MaxContacts, found.Count);
        Assert.Equal(found, _shelf.Pinged.Select(contact => contact.Id));
    }

    [Fact]
    public async Task Read_OfANetwork_LeavesOutWhoIsElsewhere()
    {
        var stranger = HintShelf.Contact(101, "198.51.100.1");
        _shelf.Leave(Hint, stranger);

        Assert.Empty(await _shelf.Reader.ReadAsync(Hint, Hint, CancellationToken.None));
        Assert.Equal([stranger.Id], await _shelf.Reader.ReadAsync(Hint, network: null, CancellationToken.None));
    }

    [Fact]
    public async Task Read_OfBytesThatAreNoPointer_PassesThemOver()
    {
        _shelf.Leave(Hint, Samples.Requester, [1, 2, 3]);
        _shelf.Leave(Hint, HintShelf.Contact(101, "192.0.2.2"));

        Assert.Single(await _shelf.Reader.ReadAsync(Hint, Hint, CancellationToken.None));
    }

    [Fact]
    public async Task Read_OfWhoAnswers_MakesItsClusterACandidate()
    {
        var cluster = new ClusterInfo(Points.Key(901).Point, 0, 1);
        _shelf.Clusters = new ClusterSet([cluster, cluster]);
        _shelf.Leave(Hint, HintShelf.Contact(101, "192.0.2.2"));
        var level = ClusterMembership.Of(_shelf.Peers, new ClusterOptions(), _shelf.Time)[0];
        Assert.Empty(level.Candidates());

        await _shelf.Reader.ReadAsync(Hint, Hint, CancellationToken.None);

        Assert.Equal(cluster.Id, Assert.Single(level.Candidates()).Id);
    }

    [Fact]
    public async Task Read_OfThisNode_PingsNoNode()
    {
        _shelf.Leave(Hint, HintShelf.Contact(101, "192.0.2.2") with { Id = Samples.Other });

        await _shelf.Reader.ReadAsync(Hint, Hint, CancellationToken.None);

        Assert.Empty(_shelf.Pinged);
    }

    [Fact]
    public void Announcer_OfManyRouters_KeepsItsNetworkAndFive()
    {
        var keeper = new HintAnnouncer(
            HintShelf.Contact(101, "192.0.2.2"),
            _shelf.Index,
            _shelf.Reader,
            _shelf.Peers,
            _shelf.Time,
            new Random(SmallNetwork.Seed)
        );
        keeper.AddGateways([IPAddress.Parse("10.0.0.1"), IPAddress.Parse("203.0.113.1")]);
        keeper.AddGateways(Enumerable.Range(1, 20).Select(i => IPAddress.Parse($"203.0.113.{i}")));

        Assert.Equal(
            [
                "network 192.0.2.0/24",
                .. Enumerable.Range(1, 5).Select(i => $"router 203.0.113.{i}"),
                "routers 203.0.113.0/24",
            ],
            keeper.Hints.Select(hint => hint.Text).Order(StringComparer.Ordinal)
        );
    }
}
