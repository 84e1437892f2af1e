using Coral.Lab.Stories;
using Coral.Transport.WideArea;

namespace Coral.LabStories;

/// <summary>The node that fetches 20 MB for all is killed: do the clients of the others get them?</summary>
internal static class KilledFetcherBench
{
    private const int ClientsPerNode = 2;
    private const int Rounds = 3;
    private const long OriginBitsPerSecond = 100_000_000;
    private static readonly TimeSpan OriginDelay = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(int nodes, Report report)
    {
        report.Title(
            $"The fetching node is killed, 20 MB, {nodes} nodes, {ClientsPerNode * nodes} clients",
            "when",
            "how",
            "round",
            "origin requests",
            "right / failed / wrong",
            "last client"
        );
        var holds = true;
        foreach (var afterBytes in new[] { 0L, 1, 10 << 20 })
        {
            foreach (var outage in new[] { Outage.Killed, Outage.Gone })
            {
                holds &= await RunAsync(nodes, afterBytes, outage, report);
            }
        }

        report.Check(
            "Every client of a living node gets the right bytes, with one extra origin request at most",
            holds
        );
    }

    private static async Task<bool> RunAsync(int nodes, long afterBytes, Outage outage, Report report)
    {
        await using var lab = await Labs.StartAsync(nodes, OriginBitsPerSecond);
        lab.Origin.FirstByteDelay = afterBytes == 0 ? OriginDelay : TimeSpan.Zero;
        var holds = true;
        for (var round = 0; round < Rounds; round++)
        {
            var plan = new KillPlan($"/20MB/kill-{round}", ClientsPerNode * nodes, afterBytes, outage);
            var result = await KilledFetcher.RunAsync(lab, plan, TimeProvider.System, CancellationToken.None);
            var figures = result.Figures;
            holds &= result.OriginRequests <= 2 && figures is { Failed: 0, Wrong: 0 };
            await Console.Error.WriteLineAsync(result.Notes);
            report.Row(
                afterBytes switch
                {
                    0 => "before the header",
                    1 => "at the first byte",
                    _ => "half-way",
                },
                outage == Outage.Killed ? "killed" : "unplugged",
                Report.Text($"{round + 1}"),
                Report.Text($"{result.OriginRequests}"),
                $"{figures.Requests} / {figures.Failed} / {figures.Wrong}",
                Report.Seconds(result.Clients.Max(client => client.Elapsed))
            );
            foreach (var dead in lab.Nodes.Where(node => !node.IsUp))
            {
                await dead.StartAsync(CancellationToken.None);
            }
        }

        return holds;
    }
}
