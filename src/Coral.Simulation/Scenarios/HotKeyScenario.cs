using System.Numerics;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// Every node puts and gets one and the same key, back to back: does any node suffer (the paper's figure 8)?
/// </summary>
/// <remarks>One level-0 cluster. Starts are spread over 30 s; values are random, each for an hour.</remarks>
public static class HotKeyScenario
{
    /// <summary>Its name on the command line.</summary>
    public const string Name = "hot-key";

    internal const int DefaultNodes = 494;
    internal const int DefaultMinutes = 5;
    internal const int DefaultRate = 20;

    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    /// <summary>Runs it: 494 nodes, 5 minutes and 20 pairs a second and node unless told otherwise.</summary>
    public static HotKeyResult Run(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new IndexNetworkSettings
        {
            Seed = options.Seed,
            Nodes = options.NodesOr(DefaultNodes),
            Map = options.Map.Draw,
            Conditions = options.Conditions,
        };
        return ScenarioRunner.Run(Name, options, settings, TimeToLive, network => PlayAsync(network, options));
    }

    private static async Task<HotKeyResult> PlayAsync(IndexNetwork network, ScenarioOptions options)
    {
        var settings = network.Settings;
        var (minutes, rate) = (options.Minutes ?? DefaultMinutes, (int)(options.Rate ?? DefaultRate));
        var key = new Key(NodeId.Draw(new SeededTokens(network.Random)).Point);
        var counts = new HotKeyCounts(network, key, minutes);
        await Task.WhenAll(network.Nodes.Select(node => HammerAsync(network, node, key, rate, minutes)));
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

    private static async Task HammerAsync(IndexNetwork network, IndexNode node, Key key, int rate, int minutes)
    {
        var start = Spread * network.Random.NextDouble();
        var end = TimeSpan.FromMinutes(minutes);
        for (long pair = 0; ; pair++)
        {
            var due = start + (pair * TimeSpan.FromSeconds(1) / rate);
            if (due >= end)
            {
                return;
            }

            if (due > network.Clock.Elapsed)
            {
                await Task.Delay(due - network.Clock.Elapsed, network.Clock);
            }

            var value = new byte[8];
            network.Random.NextBytes(value);
            await node.Content.PutAsync(key, value, TimeToLive, LevelRange.All, default);
            await node.Content.GetAsync(key, LevelRange.All, default);
        }
    }
}
