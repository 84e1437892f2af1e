using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// A scenario of lookups: every node looks up one random point a minute. How many hops does that take, how long, and
/// does it find the closest node?
/// </summary>
public static class LookupsScenario
{
    /// <summary>The scenario's name on the command line.</summary>
    public const string Name = "lookups";

    internal const int DefaultNodes = 1_000;
    internal const int DefaultMinutes = 10;

    /// <summary>Runs the scenario: with 1000 nodes for 10 minutes by default.</summary>
    public static LookupsResult Run(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new IndexNetworkSettings
        {
            Seed = options.Seed,
            Nodes = options.NodesOr(DefaultNodes),
            Map = options.Map.Draw,
            Conditions = options.Conditions,
            MissingContacts = options.MissingContacts,
        };
        return ScenarioRunner.Run(Name, options, settings, TimeSpan.Zero, n => PlayAsync(n, options));
    }

    private static async Task<LookupsResult> PlayAsync(IndexNetwork network, ScenarioOptions options)
    {
        var settings = network.Settings;
        var samples = new List<Sample>();
        var minutes = options.Minutes ?? DefaultMinutes;
        await Task.WhenAll(Enumerable.Range(0, settings.Nodes).Select(n => LookUpAsync(network, n, minutes, samples)));
        return Result(settings, samples);
    }

    private static async Task LookUpAsync(IndexNetwork network, int node, int minutes, List<Sample> samples)
    {
        var tokens = new SeededTokens(network.Random);
        for (var minute = 0; minute < minutes; minute++)
        {
            var (start, target) = (network.Random.NextDouble(), NodeId.Draw(tokens).Point);
            var wait = TimeSpan.FromMinutes(minute + start) - network.Clock.Elapsed;
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, network.Clock);
            var (nearest, cost) = await network.Nodes[node].Table.LookupAsync(target, ClusterLevel.Global, default);
            var closest = network.Nodes[network.NearestTo(target, from: node)].Contact.Id;
            samples.Add(new Sample(cost.Hops, nearest.Id == closest, cost.Elapsed));
        }
    }

    private static LookupsResult Result(IndexNetworkSettings settings, List<Sample> samples)
    {
        var hops = samples.Select(s => (double)s.Hops).Order().ToList();
        var times = samples.Select(s => s.Elapsed.TotalMilliseconds).Order().ToList();
        return new LookupsResult(
            Name,
            settings.Seed,
            settings.Nodes,
            new LookupsResult.HopFigures(ScenarioJson.Rounded(hops.Average(), 2), Percentiles.At(hops, 0.99)),
            ScenarioJson.Rounded(samples.Count(s => s.FoundClosest) / (double)samples.Count, 5),
            new LookupsResult.Latency(
                ScenarioJson.Rounded(Percentiles.At(times, 0.5), 1),
                ScenarioJson.Rounded(Percentiles.At(times, 0.8), 1),
                ScenarioJson.Rounded(Percentiles.At(times, 0.99), 1)
            )
        );
    }

    private readonly record struct Sample(int Hops, bool FoundClosest, TimeSpan Elapsed);
}
