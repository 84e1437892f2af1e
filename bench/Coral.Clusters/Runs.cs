using System.Collections.Concurrent;
using Coral.Simulation.Scenarios;

namespace Coral.Clusters;

/// <summary>All runs of a report, seed by seed, a few at a time.</summary>
/// <remarks>
/// The report is written anew after each of them, and says how many are still missing: together they take long.
/// </remarks>
internal sealed class Runs(Arguments arguments)
{
    private readonly Lock _gate = new();
    private readonly Launch _launch = Launch.Now();
    private readonly List<StoryRun> _stories = [];
    private readonly List<ChurnResult> _churn = [];

    /// <summary>Runs everything.</summary>
    /// <returns>Whether every bound holds.</returns>
    public bool Play()
    {
        var cases = Cases().ToList();
        var holds = false;
        Parallel.ForEach(
            Partitioner.Create(cases, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = arguments.Parallel },
            run =>
            {
                run();
                lock (_gate)
                {
                    holds = Report(cases.Count);
                    Console.Error.WriteLine($"{_stories.Count + _churn.Count} of {cases.Count}");
                }
            }
        );
        return holds;
    }

    private IEnumerable<Action> Cases()
    {
        for (var seed = 1; seed <= Math.Max(arguments.Seeds, arguments.ChurnSeeds); seed++)
        {
            var drawn = seed;
            foreach (var story in seed <= arguments.Seeds ? Enum.GetValues<ClustersStory>() : [])
            {
                yield return () => Add(_stories, StoriesBench.Play(story, drawn));
            }

            if (seed <= arguments.ChurnSeeds)
            {
                yield return () => Add(_churn, ChurnBench.Play(drawn));
            }
        }
    }

    private void Add<T>(List<T> results, T result)
    {
        lock (_gate)
        {
            results.Add(result);
        }
    }

    private bool Report(int all)
    {
        var report = new Report(arguments, _launch);
        var done = _stories.Count + _churn.Count;
        if (done < all)
        {
            report.Line($"Of {all} runs {done} have ended; the others are not in this report.");
            report.Line();
        }

        StoriesBench.Tell(report, [.. _stories.OrderBy(run => run.Story).ThenBy(run => run.Result.Seed)]);
        ChurnBench.Tell(report, [.. _churn.OrderBy(run => run.Seed)]);
        report.Save("clusters", "Clusters and churn in virtual time");
        return report.AllHold;
    }
}
