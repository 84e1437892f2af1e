using System.Net;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Caching.Tests.Fixtures.Cooperation;

/// <summary>Caches that work together in virtual time, over one scripted origin.</summary>
/// <remarks>Their ids rise with their number, so that a test knows whose is the lower.</remarks>
internal sealed class TestNetwork : IDisposable
{
    private readonly CooperationOptions _cooperation;
    private readonly CacheOptions _options;

    public TestNetwork(int nodes, CooperationOptions? cooperation = null, CacheOptions? options = null, int seed = 1)
    {
        Random = new Random(seed);
        Tokens = new SeededTokens(new Random(seed));
        Web = new ScriptedFetcher(Clock);
        Index = new MemoryIndexNetwork(Clock);
        Peers = new PeerNetworkTwin(Clock);
        _cooperation = cooperation ?? new CooperationOptions();
        _options = options ?? new CacheOptions();
        for (var i = 0; i < nodes; i++)
        {
            Add(i);
        }
    }

    /// <summary>Adds a node, which knows the others and is known to them.</summary>
    public TestNode Add(int number, CacheOptions? options = null)
    {
        var contact = ContactOf(number);
        return Add(contact, new MemoryContentIndex(contact.Id, Index), options);
    }

    /// <summary>Adds a node over an index of its own.</summary>
    public TestNode Add(NodeContact contact, IContentIndex index, CacheOptions? options = null)
    {
        var added = new TestNode(this, contact, index, options ?? _options, _cooperation);
        Nodes.Add(added);
        foreach (var node in Nodes)
        {
            node.Directory.Set(Nodes.Where(n => n != node && !n.IsDead).Select(n => n.Contact));
        }

        return added;
    }

    public VirtualClock Clock { get; } = new();

    public Random Random { get; }

    public ITokenSource Tokens { get; }

    public ScriptedFetcher Web { get; }

    public MemoryIndexNetwork Index { get; }

    public PeerNetworkTwin Peers { get; }

    public List<TestNode> Nodes { get; } = [];

    /// <summary>Told of every request to the origin, before it is sent.</summary>
    public Action<TestNode, CacheRequest>? OriginAsked { get; set; }

    public TestNode this[int number] => Nodes[number];

    public Task Wait(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Clock);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    public async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), Clock);
        }
    }

    /// <summary>One client at each node, at once.</summary>
    public Task<ClientResult[]> AllGetAsync(string target) => Task.WhenAll(Nodes.Select(node => node.GetAsync(target)));

    public void Dispose() => Nodes.ForEach(node => node.Dispose());

    /// <summary>The key in the index of a target without variants.</summary>
    public static Key KeyOf(string target) =>
        ContentKey.Of(new CacheKey(CacheFixture.Origin, target), SelectingFields.None);

    /// <summary>A member beside the nodes, with a pointer in the index that says what it likes.</summary>
    public async Task<NodeContact> JoinAsync(
        int number,
        IPeerService service,
        string target,
        ContentDigests? claimed = null
    )
    {
        var contact = ContactOf(number);
        Peers.Join(contact, service);
        var pointer = claimed is null
            ? new Pointer(contact, PointerFlags.None, default, 0)
            : new Pointer(contact, PointerFlags.Complete, claimed.Root, claimed.Length);
        await new MemoryContentIndex(contact.Id, Index).PutAsync(
            KeyOf(target),
            pointer.Encode(),
            TimeSpan.FromMinutes(1),
            LevelRange.All,
            CancellationToken.None
        );
        return contact;
    }

    /// <summary>The sum over all nodes of what one of their instruments counted.</summary>
    public long Counted(string name) => Nodes.Sum(node => node.Counted(name));

    public static NodeContact ContactOf(int number)
    {
        var id = new byte[Identifier.ByteCount];
        id[0] = (byte)(number + 1);
        return new NodeContact(
            new NodeId(Identifier.Read(id)),
            NodeAddress.From(IPAddress.Parse($"192.0.2.{number + 1}"), 7400),
            new ServicePorts(7443, 0, 0)
        );
    }
}
