using System.Globalization;
using System.Text.Json;
using Coral.Cli.Invocation;
using Coral.Lab.Crowd;
using Coral.Lab.Network;
using Coral.Lab.Origin;

namespace Coral.Cli.Labs;

/// <summary>The output of a lab: sentences and a table for people, one line of JSON for programs.</summary>
internal sealed class LabText(LabRequest request, CommandContext context)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>True if figures may change in their place.</summary>
    internal bool IsLive => context.IsOutputTerminal && !request.AsJson;

    internal void Starting()
    {
        var map = request.Map;
        Say($"{request.Nodes} nodes in {string.Join(", ", map.Regions)}; the origin is in {map.OriginRegion}.");
    }

    internal void Started(LabNetwork lab, TimeSpan elapsed)
    {
        var clusters = LabClusters.Of(lab);
        Say(
            $"The network formed in {Seconds(elapsed)}. Cluster sizes: level 1: {Sizes(clusters.Level1)}; "
                + $"level 2: {Sizes(clusters.Level2)}."
        );
    }

    internal void Coming(CrowdPlan plan) =>
        Say(
            $"Flash crowd: {plan.Files} files of {plan.Size}, {plan.RequestsPerSecond:0.#} requests a second at each "
                + $"node for {Seconds(plan.Duration)}."
        );

    /// <summary>The figures so far, in few lines.</summary>
    internal static List<string> Live(LabNetwork lab, CrowdFigures figures, TimeSpan elapsed) =>
        [
            "",
            $"  {Seconds(elapsed), 5}  requests {figures.Requests}, waiting {figures.Waiting}, failed {figures.Failed}",
            $"         own cache {figures.From(RequestSource.Local)}, joined {figures.From(RequestSource.Joined)}, "
                + $"level 2 {figures.From(RequestSource.Level2)}, level 1 {figures.From(RequestSource.Level1)}, "
                + $"level 0 {figures.From(RequestSource.Level0)}, origin {figures.From(RequestSource.Origin)}",
            $"         first byte: median {Ms(figures, 0.5)}, 96 % within {Ms(figures, 0.96)}",
            $"         origin requests: {lab.Origin.Count}",
        ];

    internal void Result(LabReport report)
    {
        if (request.AsJson)
        {
            context.Output.WriteLine(JsonSerializer.Serialize(report, Json));
            return;
        }

        context.Output.WriteLine();
        var table = new TextTable("served by", "requests", "share");
        Add(table, "the node's own cache", report.Sources.Local, report);
        Add(table, "a fetch in progress there", report.Sources.Joined, report);
        Add(table, "a node of its level-2 cluster", report.Sources.Level2, report);
        Add(table, "a node of its level-1 cluster", report.Sources.Level1, report);
        Add(table, "another node", report.Sources.Level0, report);
        Add(table, "the origin", report.Sources.Origin, report);
        table.Write(context.Output);
        context.Output.WriteLine();
        var time = report.FirstByteMs;
        context.Output.WriteLine(
            Text($"First byte: median {time.P50} ms, 80 % {time.P80} ms, 96 % {time.P96} ms, slowest {time.Max} ms.")
        );
        context.Output.WriteLine($"Failed requests: {report.Failed}; corrupted responses: {report.Wrong}.");
        context.Output.WriteLine($"The origin received {report.OriginRequests} requests for {report.Files} files.");
    }

    /// <summary>Commands to try with a lab that keeps running.</summary>
    internal void Keeping(LabNetwork lab)
    {
        var (first, last) = (lab.Nodes[0], lab.Nodes[^1]);
        Say("");
        Say("The lab runs until Ctrl-C. Try:");
        Say($"  {context.CalledAs} get {LabOrigin.UrlOf("/41KB/1")} --node {first.Http} -o /dev/null");
        Say($"  {context.CalledAs} get {LabOrigin.UrlOf("/1MB/new")} --node {last.Http} -o /dev/null");
        Say($"  {context.CalledAs} index levels --admin http://{first.Admin}");
        Say($"  {context.CalledAs} index nodes --admin http://{last.Admin}");
        Say("Nodes:");
        foreach (var region in lab.Nodes.GroupBy(node => node.Region))
        {
            Say($"  {region.Key}: {string.Join(' ', region.Select(node => node.Http))}");
        }
    }

    /// <summary>Sentences are for people.</summary>
    private void Say(string line)
    {
        if (!request.AsJson)
        {
            context.Output.WriteLine(line);
            context.Output.Flush();
        }
    }

    private static void Add(TextTable table, string from, int count, LabReport report) =>
        table.Add(from, Text($"{count}"), Text($"{100.0 * count / Math.Max(1, report.Requests):F1} %"));

    private static string Sizes(IReadOnlyList<int> clusters) => string.Join(" + ", clusters);

    private static string Ms(CrowdFigures figures, double share) =>
        Text($"{figures.Percentile(share).TotalMilliseconds:F0} ms");

    private static string Seconds(TimeSpan time) => Text($"{time.TotalSeconds:0.#} s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
