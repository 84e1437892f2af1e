using System.Buffers.Binary;
using System.Numerics;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// A scenario of a hot key: every node puts and gets the same key, back to back. Is any node overloaded (the paper's
/// figure 8)?
/// </summary>
/// <remarks>
/// One level-0 cluster. Starts are spread over 30 s; each pair has a new value, which lives for an hour. Between two
/// puts that a node lets pass, its own puts end at the node itself, where its gets find the key, too: such pairs change
/// no state and take no time, so they are counted without being run.
/// </remarks>
public static class HotKeyScenario
{
    /// <summary>The scenario's name on the command line.</summary>
    public const string Name = "hot-key";

    internal const int DefaultNodes = 494;
    internal const int DefaultMinutes = 5;
    internal const int DefaultRate = 20;

    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    /// <summary>Runs the scenario: 494 nodes, 5 minutes, and 20 pairs per second and node by default.</summary>
    public static HotKeyResult Run(ScenarioOptions options) => Run(options, makesEveryPair: false);

    /// <summary>
    /// Runs the scenario; with <paramref name="makesEveryPair"/> it also runs the pairs that end at their own node,
    /// slower and with the same result.
    /// </summary>
    internal static HotKeyResult Run(ScenarioOptions options, bool makesEveryPair)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new IndexNetworkSettings
        {
            Seed = options.Seed,
            Nodes = options.NodesOr(DefaultNodes),
            Map = options.Map.Draw,
            Conditions = options.Conditions,
        };
        var counts = new HotKeyCounts(settings.Nodes, options.Minutes ?? DefaultMinutes);
        return ScenarioRunner.Run(
            Name,
            options,
            settings with
            {
                Listeners = [counts.Of],
            },
            TimeToLive,
            network => PlayAsync(network, options, counts, makesEveryPair)
        );
    }

    private static async Task<HotKeyResult> PlayAsync(
        IndexNetwork network,
        ScenarioOptions options,
        HotKeyCounts counts,
        bool makesEveryPair
    )
    {
        var settings = network.Settings;
        var (minutes, rate) = (options.Minutes ?? DefaultMinutes, (int)(options.Rate ?? DefaultRate));
        var key = new Key(NodeId.Draw(new SeededTokens(network.Random)).Point);
        counts.Begin(network, key);
        var pairs = new Pairs(key, TimeSpan.FromSeconds(1) / rate, TimeSpan.FromMinutes(minutes), makesEveryPair);
        await Task.WhenAll(network.Nodes.Select(node => HammerAsync(network, node, pairs)));
        counts.Check();
        var leakage = settings.Options.LeakagePerMinute;
        return new HotKeyResult(
            Name,
            settings.Seed,
            settings.Nodes,
            rate,
            (long)settings.Nodes * rate * 60,
            leakage * (BitOperations.Log2((uint)Math.Max(1, settings.Nodes - 1)) + 1),
            counts.PutsAtClosest,
            counts.LeakedThrough,
            counts.GetsAtHottest,
            counts.FarHalfMax
        );
    }

    private static async Task HammerAsync(IndexNetwork network, IndexNode node, Pairs pairs)
    {
        var start = Spread * network.Random.NextDouble();
        var value = new byte[sizeof(long)];
        for (long pair = 0; start + (pair * pairs.Interval) < pairs.End; pair++)
        {
            var due = start + (pair * pairs.Interval);
            if (due > network.Clock.Elapsed)
            {
                await Task.Delay(due - network.Clock.Elapsed, network.Clock);
            }

            BinaryPrimitives.WriteInt64BigEndian(value, pair);
            await node.Content.PutAsync(pairs.Key, value, TimeToLive, LevelRange.All, default);
            await node.Content.GetAsync(pairs.Key, LevelRange.All, default);
            if (!pairs.MakesAll)
            {
                var untilThen = node.Store.StopsUntil(pairs.Key, ClusterLevel.Global, TimeToLive) - start;
                pair = Math.Max(pair, (long)Math.Ceiling(untilThen / pairs.Interval) - 1);
            }
        }
    }

    /// <summary>The load of every node: a put and a get of the key at each interval from the start on.</summary>
    private sealed record Pairs(Key Key, TimeSpan Interval, TimeSpan End, bool MakesAll);
}
