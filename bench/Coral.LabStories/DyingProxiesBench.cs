using Coral.Lab.Naming;
using Coral.Lab.Network;
using Coral.Lab.Stories;

namespace Coral.LabStories;

/// <summary>Clients ask DNS while proxies die: for how long are the dead named, and who is named instead?</summary>
internal static class DyingProxiesBench
{
    private static readonly int[] Seeds = [1, 2, 3];
    private static readonly DyingProxiesPlan Plan = new();
    private static readonly string[] Regions = ["new-york", "chicago", "frankfurt"];

    public static async Task RunAsync(int nodes, Report report)
    {
        await KillAtRandomAsync(nodes, report);
        await KillClustersAsync(nodes, report);
    }

    private static async Task KillAtRandomAsync(int nodes, Report report)
    {
        report.Title(
            $"DNS while proxies die and come back at random, {nodes} nodes that all answer DNS",
            "seed",
            "kills",
            "answers",
            "without an address",
            "asked for when one was dead for over 10 s",
            "named one dead",
            "named one dead for over 10 s",
            "last named after death: median / longest",
            "all named again after"
        );
        var holds = true;
        foreach (var seed in Seeds)
        {
            await using var lab = await Labs.StartAsync(new LabOptions { Nodes = nodes, HasDns = true });
            var story = new DyingProxies(lab, Plan, TimeProvider.System, new Random(seed));
            var figures = (await story.RunAsync(CancellationToken.None)).Figures(Plan.Window);
            holds &= figures.Late == 0;
            report.Row(
                Report.Text($"{seed}"),
                Report.Text($"{story.Kills}"),
                Report.Text($"{figures.Answers}"),
                Report.Text($"{figures.Failed}"),
                Report.Text($"{figures.Tried}"),
                Report.Text($"{figures.Dead}"),
                Report.Text($"{figures.Late}"),
                Lasts(figures),
                Report.Seconds(story.Return)
            );
        }

        report.Check("No answer names a proxy that had been dead for 10 s when it was asked for", holds);
    }

    private static async Task KillClustersAsync(int nodes, Report report)
    {
        report.Title(
            $"DNS while one cluster after the other dies, {nodes} nodes, a server that is no proxy itself in New York",
            "round",
            "answers",
            "named one dead for over 10 s",
            "last named after death: median / longest",
            "New York dead, Chicago alone named after",
            "Chicago dead too, Frankfurt alone named after",
            "Frankfurt dead too, nobody named after",
            "New York back, alone named after"
        );
        var holds = true;
        for (var round = 1; round <= Seeds.Length; round++)
        {
            var options = new LabOptions
            {
                Nodes = nodes,
                HasDns = true,
                Settings = DyingClusters.ServerFirst,
            };
            await using var lab = await Labs.StartAsync(options);
            var story = new DyingClusters(lab, lab.Nodes[0], TimeProvider.System);
            var figures = (await story.RunAsync(Regions, CancellationToken.None)).Figures(Plan.Window);
            holds &= figures.Late == 0 && story.Turns.SkipLast(1).All(turn => turn <= Plan.Window);
            report.Row([
                Report.Text($"{round}"),
                Report.Text($"{figures.Answers}"),
                Report.Text($"{figures.Late}"),
                Lasts(figures),
                .. story.Turns.Select(Report.Seconds),
                Report.Seconds(story.Return),
            ]);
        }

        report.Check(
            "10 s after its death a cluster is out of all answers, and by then the next level is named alone",
            holds
        );
    }

    private static string Lasts(NameFigures figures) =>
        figures.NamedFor.Count == 0
            ? "–"
            : string.Join(" / ", ((TimeSpan[])[Median(figures.NamedFor), figures.NamedFor[^1]]).Select(Report.Seconds));

    private static TimeSpan Median(IReadOnlyList<TimeSpan> sorted) => sorted[sorted.Count / 2];
}
