using Coral.Lab.Crowd;
using Coral.Lab.Network;

namespace Coral.LabStories;

/// <summary>A bench of the time that a node adds to a cold object, over a request to the origin itself.</summary>
internal static class AddedTimeBench
{
    private const int Objects = 40;
    private const long OriginBitsPerSecond = 100_000_000;

    public static async Task RunAsync(int nodes, Report report)
    {
        report.Title(
            $"Time to the first byte of {Objects} cold objects of 2 KB, one by one, from New York; origin 88 ms away",
            "connections to the origin",
            "way",
            "median, ms",
            "80 %, ms",
            "slowest, ms",
            "added to a direct fetch, median, ms"
        );
        await RunAsync(nodes, keepsConnections: false, report);
        await RunAsync(nodes, keepsConnections: true, report);
    }

    private static async Task RunAsync(int nodes, bool keepsConnections, Report report)
    {
        foreach (var count in new[] { 1, nodes })
        {
            await using var lab = await Labs.StartAsync(count, OriginBitsPerSecond, keepsConnections);
            var kind = keepsConnections ? "kept" : "a new one each";
            var direct = await DirectlyAsync(lab, keepsConnections);
            Row(report, kind, "direct", direct, direct);
            Row(report, kind, count == 1 ? "one node" : $"{count} nodes", await ThroughAsync(lab), direct);
        }
    }

    private static async Task<CrowdFigures> DirectlyAsync(LabNetwork lab, bool keepsConnections)
    {
        using var client = lab.CreateDirectClient(lab.Nodes[0], keepsConnections);
        return await FetchAsync("direct", file => file.DirectlyAsync(client, CancellationToken.None));
    }

    /// <summary>Requests each object at the next node of the region.</summary>
    private static Task<CrowdFigures> ThroughAsync(LabNetwork lab)
    {
        var nodes = lab.Nodes.Where(node => node.Region == lab.Nodes[0].Region).ToList();
        var turn = 0;
        return FetchAsync("through", file => file.FromAsync(nodes[turn++ % nodes.Count], CancellationToken.None));
    }

    private static async Task<CrowdFigures> FetchAsync(string name, Func<FileFetch, Task<FetchResult>> fetch)
    {
        var results = new List<FetchResult>();
        for (var number = 0; number < Objects; number++)
        {
            results.Add(await fetch(new FileFetch($"/2KB/{name}-{number}", TimeProvider.System)));
        }

        return CrowdFigures.Of(results);
    }

    private static void Row(Report report, string kind, string way, CrowdFigures figures, CrowdFigures direct) =>
        report.Row(
            kind,
            way,
            Report.Ms(figures.Percentile(0.5)),
            Report.Ms(figures.Percentile(0.8)),
            Report.Ms(figures.Percentile(1)),
            Report.Ms(figures.Percentile(0.5) - direct.Percentile(0.5))
        );
}
