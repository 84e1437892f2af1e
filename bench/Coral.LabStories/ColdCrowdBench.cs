using Coral.Lab.Stories;

namespace Coral.LabStories;

/// <summary>200 clients at all nodes want an object that nobody has: how often is the origin asked?</summary>
internal static class ColdCrowdBench
{
    private const int Clients = 200;
    private const int Rounds = 5;

    public static async Task RunAsync(int nodes, Report report)
    {
        await using var lab = await Labs.StartAsync(nodes);
        report.Title(
            $"{Clients} concurrent cold GETs of 41 KB, {nodes} nodes",
            "origin waits",
            "origin requests, by round",
            "right / failed / wrong",
            "median first byte",
            "last client"
        );
        var holds = true;
        foreach (var delay in new[] { 0.3, 2, 7 })
        {
            lab.Origin.FirstByteDelay = TimeSpan.FromSeconds(delay);
            var results = new List<StoryResult>();
            for (var round = 0; round < Rounds; round++)
            {
                var path = Report.Text($"/41KB/cold-{delay}-{round}");
                results.Add(await ColdCrowd.RunAsync(lab, path, Clients, TimeProvider.System, CancellationToken.None));
                await Console.Error.WriteLineAsync($"{path}: {results[^1].OriginRequests} {results[^1].Notes}");
            }

            var all = new StoryResult([.. results.SelectMany(result => result.Clients)], 0);
            var figures = all.Figures;
            holds &= results.TrueForAll(result => result.OriginRequests == 1) && figures.Requests == Clients * Rounds;
            report.Row(
                Report.Text($"{delay} s"),
                string.Join(", ", results.Select(result => result.OriginRequests)),
                $"{figures.Requests} / {figures.Failed} / {figures.Wrong}",
                Report.Seconds(figures.Percentile(0.5)),
                Report.Seconds(all.Clients.Max(client => client.Elapsed))
            );
        }

        report.Check("Exactly one origin request each, and every client gets the right bytes", holds);
    }
}
