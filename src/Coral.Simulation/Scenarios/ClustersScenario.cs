using Coral.Core.Index;
using Coral.Index.Clusters;
using Coral.Index.Hints;
using Coral.Index.Options;
using Coral.Simulation.Clusters;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// A scenario of cluster formation: nodes all over the world find their clusters. How good do the clusters become, how
/// soon, and do they last?
/// </summary>
/// <remarks>Datagrams have the usual jitter, as nodes judge by the least of many round trips.</remarks>
public static class ClustersScenario
{
    /// <summary>The scenario's name on the command line.</summary>
    public const string Name = "clusters";

    internal const int DefaultNodes = 500;
    internal const int DefaultMinutes = 480;

    /// <summary>Minutes between two measurements.</summary>
    public const int MinutesPerMark = 5;

    /// <summary>The least quality of both levels.</summary>
    private static readonly ClusteringQuality[] Wanted = [new(0.97, 0.80), new(0.92, 0.55)];

    /// <summary>Runs the scenario: with 500 nodes for 480 minutes by default.</summary>
    /// <param name="options">Size, length and seed of the run.</param>
    /// <param name="story">The events before the clusters are judged.</param>
    public static ClustersResult Run(ScenarioOptions options, ClustersStory story = ClustersStory.Start)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ScenarioRunner.Run(Name, options, clock => PlayAsync(clock, options, story));
    }

    private static async Task<ClustersResult> PlayAsync(
        VirtualClock clock,
        ScenarioOptions options,
        ClustersStory story
    )
    {
        var map = new TabulatedMap(options.Map.Draw(options.NodesOr(DefaultNodes), options.Seed));
        var conditions = options.Conditions with { JitterMean = NetworkConditions.UsualJitter };
        using var network = new LiveNetwork(clock, map, conditions, new IndexOptions(), options.Seed);
        var diameters = new ClusterOptions();
        ClusterLevelWatch[] levels =
        [
            new(network, ClusterLevel.Regional, diameters.RegionalDiameter),
            new(network, ClusterLevel.Near, diameters.NearDiameter),
        ];
        var events = PlayEventsAsync(network, story);
        var minutes = options.Minutes ?? DefaultMinutes;
        for (var minute = 1; minute <= minutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(minute) - clock.Elapsed, clock);
            foreach (var level in levels)
            {
                level.CountSwitches();
                if (minute % MinutesPerMark == 0)
                {
                    level.TakeMark();
                }
            }
        }

        await events;
        var result = Result(options, network, levels);
        await network.CheckAsync(HintAnnouncer.TimeToLive, areStable: true);
        return result;
    }

    /// <summary>Minutes into the run at which the story's last event happens.</summary>
    public static int EventMinute(ClustersStory story) =>
        story switch
        {
            ClustersStory.Merge => 120,
            ClustersStory.Heal => 240,
            _ => 0,
        };

    /// <summary>
    /// Minutes into the run at which clusters must be good: an hour after the start, two after an event.
    /// </summary>
    public static int DeadlineMinute(ClustersStory story) =>
        EventMinute(story) + (story == ClustersStory.Start ? 60 : 120);

    private static async Task PlayEventsAsync(LiveNetwork network, ClustersStory story)
    {
        var count = network.Map.Count;
        var networks = story == ClustersStory.Merge ? 2 : 1;
        for (var place = 0; place < count; place++)
        {
            var through =
                place < networks
                    ? default(int?)
                    : (network.Random.Next(place / networks) * networks) + (place % networks);
            network.Start(place, through);
            await Task.Delay(TimeSpan.FromMinutes(1) / count, network.Clock);
        }

        if (story == ClustersStory.Merge)
        {
            await Until(EventMinute(story));
            await network[0]!.JoinAsync([SimulatedNetwork.AddressOf(1)], CancellationToken.None);
        }

        if (story == ClustersStory.Heal)
        {
            await Until(EventMinute(story) / 2);
            network.Network.Partition(place => place % 2);
            await Until(EventMinute(story));
            network.Network.Heal();
        }

        Task Until(int minute) => Task.Delay(TimeSpan.FromMinutes(minute) - network.Clock.Elapsed, network.Clock);
    }

    private static ClustersResult Result(ScenarioOptions options, LiveNetwork network, ClusterLevelWatch[] levels)
    {
        var marks = levels[0].Marks.Count;
        var first = marks;
        while (first > 0 && IsGood(first - 1))
        {
            first--;
        }

        var from = Math.Min(first, marks - 1);
        var quality = levels.Select(level => Mean(level, from)).ToArray();
        var reference = levels.Select(
            (level, i) =>
                new ReferenceClustering(network.Map, level.Diameter).Best(quality[i].Purity, network.Random).Coverage
        );
        var hours = Math.Max(1, marks - 1 - from) * MinutesPerMark / 60.0;
        var switches = levels.Select(level =>
            level.Marks.Skip(from + 1).Sum(m => m.Switches) / hours / network.Map.Count
        );
        return new ClustersResult(
            Name,
            options.Seed,
            network.Map.Count,
            first == marks ? -1 : (first + 1) * MinutesPerMark,
            ByLevel(quality.Select(q => q.Purity), 3),
            ByLevel(quality.Select(q => q.Coverage), 3),
            ByLevel(reference, 3),
            ByLevel(switches, 4)
        )
        {
            Switches = [.. Enumerable.Range(0, marks).Select(SwitchesAt)],
        };

        ClustersResult.ByLevel SwitchesAt(int mark) =>
            new(levels[0].Marks[mark].Switches, levels[1].Marks[mark].Switches);

        bool IsGood(int mark) =>
            !levels
                .Where(
                    (level, i) =>
                        level.Marks[mark].Quality.Purity < Wanted[i].Purity
                        || level.Marks[mark].Quality.Coverage < Wanted[i].Coverage
                )
                .Any();
    }

    private static ClusteringQuality Mean(ClusterLevelWatch level, int from)
    {
        var rest = level.Marks.Skip(from).Select(mark => mark.Quality).ToList();
        return new ClusteringQuality(rest.Average(q => q.Purity), rest.Average(q => q.Coverage));
    }

    private static ClustersResult.ByLevel ByLevel(IEnumerable<double> figures, int digits)
    {
        var rounded = figures.Select(figure => ScenarioJson.Rounded(figure, digits)).ToArray();
        return new ClustersResult.ByLevel(rounded[0], rounded[1]);
    }
}
