using Coral.Simulation.Scenarios;

namespace Coral.Clusters;

/// <summary>One run of a story, in the figures that bounds are stated in.</summary>
/// <param name="Story">The events that the run is about.</param>
/// <param name="Result">The figures of the scenario.</param>
internal sealed record StoryRun(ClustersStory Story, ClustersResult Result)
{
    /// <summary>The hours for which clusters must be stable after the time by which they must be good.</summary>
    public const int CalmHours = 6;

    /// <summary>Minutes that the story needs: until clusters must be good, and the calm hours.</summary>
    public static int MinutesOf(ClustersStory story) => ClustersScenario.DeadlineMinute(story) + (CalmHours * 60);

    /// <summary>Minutes from the story's last event until clusters were good for the rest of the run.</summary>
    /// <value>
    /// 0 when they were good from the event on; <see langword="null"/> when they were not good at the end.
    /// </value>
    public int? Needed =>
        Result.ConvergedAfterMinutes < 0
            ? null
            : Math.Max(0, Result.ConvergedAfterMinutes - ClustersScenario.EventMinute(Story));

    /// <summary>The bound on <see cref="Needed"/>, in minutes.</summary>
    public int Allowed => ClustersScenario.DeadlineMinute(Story) - ClustersScenario.EventMinute(Story);

    /// <summary>The share of the nodes that changed their cluster in an hour, over the calm hours.</summary>
    public ClustersResult.ByLevel CalmSwitches { get; } =
        new(CalmShare(Story, Result, s => s.Level1), CalmShare(Story, Result, s => s.Level2));

    private static double CalmShare(
        ClustersStory story,
        ClustersResult result,
        Func<ClustersResult.ByLevel, double> level
    ) =>
        result
            .Switches.Skip(ClustersScenario.DeadlineMinute(story) / ClustersScenario.MinutesPerMark)
            .Take(CalmHours * 60 / ClustersScenario.MinutesPerMark)
            .Sum(level)
        / CalmHours
        / result.Nodes;
}
