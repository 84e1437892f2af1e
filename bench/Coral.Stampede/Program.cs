// Usage: Coral.Stampede ORIGIN-PORT CLIENTS NAME=PORT[/HOST]...
// Prints a Markdown table: a row for each behaviour of the origin, a column for each server. bench/coalescing.sh starts
// it.

using System.Globalization;
using Coral.Stampede;

await using var origin = new SlowOrigin(int.Parse(args[0], CultureInfo.InvariantCulture));
await origin.StartAsync();
using var crowd = new Crowd(int.Parse(args[1], CultureInfo.InvariantCulture));
var targets = args[2..].Select(Target.Parse).ToArray();

foreach (var target in targets)
{
    await crowd.AskAsync(target, "/warm-up");
}

Console.WriteLine($"| origin | {string.Join(" | ", targets.Select(target => target.Name))} |");
Console.WriteLine($"|---{string.Concat(targets.Select(_ => "|---:"))}|");
foreach (var (row, scenario) in Scenario.All.Index())
{
    Console.Write($"| {scenario.Title} |");
    foreach (var target in targets)
    {
        origin.Begin(scenario);
        var elapsed = await crowd.AskAsync(target, $"/row-{row}");
        Console.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $" {origin.Hits} ({origin.MostRunning}), {elapsed.TotalSeconds:0.00} s |"
            )
        );
        await Console.Error.WriteLineAsync(
            $"{scenario.Title}, {target.Name}: {origin.Hits} hits, {elapsed.TotalSeconds:0.000} s"
        );
    }

    Console.WriteLine();
}
