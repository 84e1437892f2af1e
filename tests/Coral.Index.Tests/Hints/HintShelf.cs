using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Core.Time;
using Coral.Index.Clusters;
using Coral.Index.Hints;
using Coral.Index.Lookup;
using Coral.Index.Messages;
using Coral.Index.Options;
using Coral.Index.Routing;
using Coral.Index.Rpc;
using Coral.Index.Tests.Fixtures;
using Coral.Simulation.Time;

namespace Coral.Index.Tests.Hints;

/// <summary>An index in memory with hints, and a network in which every node responds to a ping.</summary>
internal sealed class HintShelf : IIndexRpc
{
    private readonly MemoryIndexNetwork _network;

    public HintShelf()
    {
        Time = new MonotonicClock(Clock);
        _network = new MemoryIndexNetwork(Clock);
        Index = new MemoryContentIndex(Samples.Other, _network);
        Peers = new PeerTable(Samples.Other, Samples.Clusters, new IndexOptions(), Time);
        var self = new LocalNode(Samples.Other, default, default);
        var context = new LookupContext(self, Peers, this, new IndexOptions(), Time);
        var prober = new ClusterProber(context, new Random(SmallNetwork.Seed));
        Reader = new HintReader(Index, prober);
    }

    public VirtualClock Clock { get; } = new();

    public MonotonicClock Time { get; }

    public IContentIndex Index { get; }

    public PeerTable Peers { get; }

    public HintReader Reader { get; }

    /// <summary>The nodes that were pinged.</summary>
    public List<NodeContact> Pinged { get; } = [];

    /// <summary>The clusters of the nodes that respond.</summary>
    public ClusterSet? Clusters { get; set; }

    /// <summary>The task that pings wait for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static NodeContact Contact(ulong number, string address) =>
        new(new NodeId(Identifier.FromNumber(number)), NodeAddress.From(IPAddress.Parse(address), 7400), default);

    public static NetworkHint Network(string address) => NetworkHint.OfNetwork(IPAddress.Parse(address))!.Value;

    /// <summary>Leaves a contact under a hint, as the node itself would.</summary>
    public void Leave(NetworkHint hint, NodeContact contact) =>
        Leave(hint, contact.Id, new Pointer(contact, PointerFlags.None, default, 0).Encode());

    /// <summary>Leaves any bytes under a hint.</summary>
    public void Leave(NetworkHint hint, NodeId owner, byte[] value) =>
        Assert.True(
            new MemoryContentIndex(owner, _network)
                .PutAsync(hint.Key, value, HintAnnouncer.TimeToLive, HintReader.Levels, CancellationToken.None)
                .AsTask()
                .IsCompletedSuccessfully
        );

    public async Task<PingOutcome> PingAsync(NodeContact to, Key? key)
    {
        Pinged.Add(to);
        await Gate;
        Peers.Answered(to, Clusters).AddRoundTrip(TimeSpan.FromMilliseconds(5));
        return PingOutcome.Alive;
    }

    public Task<bool> FindAsync(NodeContact to, FindQuery query, FindAnswer answer) => Task.FromResult(false);

    public Task<bool> StoreAsync(NodeContact to, StoreCommand command, StoreAnswer answer) => Task.FromResult(false);

    public TimeSpan TimeoutFor(NodeContact to) => TimeSpan.FromSeconds(1);

    public Task<NodeHealth?> AskHealthAsync(NodeContact to) => Task.FromResult<NodeHealth?>(null);
}
