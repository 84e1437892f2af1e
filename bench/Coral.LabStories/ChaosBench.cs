using Coral.Lab.Stories;

namespace Coral.LabStories;

/// <summary>1,000 random requests while nodes are killed and started: is any byte ever wrong?</summary>
internal static class ChaosBench
{
    private const long OriginBitsPerSecond = 100_000_000;
    private static readonly int[] Seeds = [1, 2, 3];

    public static async Task RunAsync(int nodes, Report report)
    {
        var plan = new ChaosPlan();
        report.Title(
            $"{plan.Requests} random requests for {plan.Files} files, {nodes} nodes, random kills and restarts",
            "seed",
            "kills",
            "right",
            "failed",
            "wrong",
            "origin requests",
            "what failed"
        );
        var holds = true;
        foreach (var seed in Seeds)
        {
            await using var lab = await Labs.StartAsync(nodes, OriginBitsPerSecond);
            var chaos = new Chaos(lab, plan, TimeProvider.System, new Random(seed));
            var result = await chaos.RunAsync(CancellationToken.None);
            var figures = result.Figures;
            holds &= figures.Wrong == 0;
            report.Row(
                Report.Text($"{seed}"),
                Report.Text($"{chaos.Kills}"),
                Report.Text($"{figures.Requests}"),
                Report.Text($"{figures.Failed}"),
                Report.Text($"{figures.Wrong}"),
                Report.Text($"{result.OriginRequests}"),
                result.Notes
            );
        }

        report.Check("No wrong byte", holds);
    }
}
