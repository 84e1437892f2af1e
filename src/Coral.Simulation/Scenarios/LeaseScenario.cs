using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// A scenario of leases: many nodes request one key within the same second. Does exactly one get the lease?
/// </summary>
/// <remarks>
/// Three levels, with clusters drawn from the map. The callers are none of the nodes that store for the key, at any
/// level. A caller that gets the contacts of earlier callers follows the first of them that it can reach; with none, it
/// asks again and names those as exceptions. A followed node whose lookup still runs is waited for.
/// </remarks>
public static class LeaseScenario
{
    /// <summary>The scenario's name on the command line.</summary>
    public const string Name = "lease";

    internal const int DefaultNodes = 1_000;
    internal const int DefaultCallers = 200;

    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(20);
    private const int MaxAttempts = 4;

    /// <summary>Runs the scenario: with 1000 nodes and 200 callers by default.</summary>
    public static LeaseResult Run(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new IndexNetworkSettings
        {
            Seed = options.Seed,
            Nodes = options.NodesOr(DefaultNodes),
            Map = options.Map.Draw,
            Conditions = options.Conditions,
            MissingContacts = options.MissingContacts,
            Levels = 3,
        };
        return ScenarioRunner.Run(Name, options, settings, TimeToLive, network => PlayAsync(network, options));
    }

    private static async Task<LeaseResult> PlayAsync(IndexNetwork network, ScenarioOptions options)
    {
        var settings = network.Settings;
        var key = new Key(NodeId.Draw(new SeededTokens(network.Random)).Point);
        var callers = DrawCallers(network, key, options.Callers ?? DefaultCallers);
        var follows = new Dictionary<NodeId, NodeId>();
        var firsts = new HashSet<NodeId>();
        var deaths = new LeaseDeaths(network, key, Spread, callers);
        // New nodes may still be joining when the last caller has its result.
        _ = deaths.PlayAsync(options.Deaths);
        await Task.WhenAll(callers.Select(c => CallAsync(network, c, key, follows, firsts)));
        var reached = callers.Count(c => Reaches(network.Nodes[c].Contact.Id, follows, firsts));
        return new LeaseResult(Name, settings.Seed, settings.Nodes, callers.Count, firsts.Count, reached)
        {
            NearestChanged = options.Deaths == 0 ? null : deaths.HaveChangedNearest,
        };
    }

    private static async Task CallAsync(
        IndexNetwork network,
        int place,
        Key key,
        Dictionary<NodeId, NodeId> follows,
        HashSet<NodeId> firsts
    )
    {
        await Task.Delay(Spread * network.Random.NextDouble(), network.Clock);
        var node = network.Nodes[place];
        var lease = new Lease((ulong)network.Random.NextInt64(1, long.MaxValue), new byte[34], TimeToLive);
        var except = new List<NodeId>();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var result = await node.Content.GetOrPutAsync(key, lease, except, LevelRange.All, default);
            if (result.Outcome != GetOrPutOutcome.Found)
            {
                firsts.Add(node.Contact.Id);
                return;
            }

            if (Choose(network, place, result.Values) is { } chosen)
            {
                follows[node.Contact.Id] = chosen;
                return;
            }

            except.AddRange(result.Values.Select(v => v.Owner).Where(o => !except.Contains(o)));
        }
    }

    /// <summary>The first holder that the caller can reach, or that the storing node can, which then relays.</summary>
    private static NodeId? Choose(IndexNetwork network, int place, IReadOnlyList<IndexValue> values)
    {
        foreach (var value in values)
        {
            var holder = network.PlaceOf(value.Owner);
            if (value.IsAlive || (network.Network.Connects(place, holder) && network.Network.Connects(holder, place)))
            {
                return value.Owner;
            }
        }

        return null;
    }

    private static bool Reaches(NodeId caller, Dictionary<NodeId, NodeId> follows, HashSet<NodeId> firsts)
    {
        for (var (at, steps) = (caller, 0); steps <= follows.Count; steps++)
        {
            if (firsts.Contains(at))
            {
                return true;
            }

            if (!follows.TryGetValue(at, out at))
            {
                return false;
            }
        }

        return false;
    }

    private static List<int> DrawCallers(IndexNetwork network, Key key, int count)
    {
        var storing = StoringNodes(network, key);
        var places = Enumerable.Range(0, network.Nodes.Count).Where(p => !storing.Contains(p)).ToArray();
        network.Random.Shuffle(places);
        return [.. places.Take(count)];
    }

    /// <summary>The places of the nodes nearest to the key in the whole network, and in each cluster.</summary>
    private static HashSet<int> StoringNodes(IndexNetwork network, Key key)
    {
        var byDistance = Enumerable
            .Range(0, network.Nodes.Count)
            .OrderBy(p => XorDistance.Between(key.Point, network.Nodes[p].Contact.Id.Point))
            .ToList();
        var storing = byDistance.Take(network.Settings.Options.LeaseCopies).ToHashSet();
        for (var level = ClusterLevel.Regional; level <= ClusterLevel.Near; level++)
        {
            storing.UnionWith(
                byDistance.GroupBy(p => network.Nodes[p].Peers.Clusters[level].Id).Select(g => g.First())
            );
        }

        return storing;
    }
}
