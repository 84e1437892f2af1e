// Usage: Coral.LabStories NODES TOPIC...
// Plays the lab's stories at full size and prints Markdown; exit code 1 when a bound does not hold. bench/lab.sh starts
// it.

using System.Globalization;
using Coral.LabStories;

var nodes = int.Parse(args[0], CultureInfo.InvariantCulture);
var report = new Report(Console.Out);
foreach (var topic in args[1..])
{
    await (
        topic switch
        {
            "cold" => ColdCrowdBench.RunAsync(nodes, report),
            "kill" => KilledFetcherBench.RunAsync(nodes, report),
            "chaos" => ChaosBench.RunAsync(nodes, report),
            "names" => DyingProxiesBench.RunAsync(nodes, report),
            "added" => AddedTimeBench.RunAsync(nodes, report),
            _ => throw new ArgumentException($"cold, kill, chaos, names or added, not {topic}", nameof(args)),
        }
    );
}

return report.AllHold ? 0 : 1;
