using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Coral.Cli.Invocation;
using Coral.Cli.Labs;
using Coral.Core.Units;
using Coral.Lab.Network;
using Coral.Node.Configuration;
using Coral.Transport.WideArea;

namespace Coral.Cli.Commands;

/// <summary><c>coral lab</c>: many whole nodes on this machine, a slow origin, and a flash crowd.</summary>
internal static class LabCommand
{
    private static readonly TimeSpan UsualCrowd = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestCrowd = TimeSpan.FromHours(1);

    internal static Command Create(CommandContext context)
    {
        var nodes = new Option<int>("--nodes")
        {
            HelpName = "N",
            Description = "Number of nodes, spread over the regions of the map",
            CustomParser = ParseNodes,
            DefaultValueFactory = _ => new LabOptions().Nodes,
        };
        var map = new Option<RegionMap>("--map")
        {
            HelpName = "FILE",
            Description = "Regions, round trips and bandwidths [default: New York, Chicago and Frankfurt]",
            CustomParser = ParseMap,
        };
        var time = new Option<TimeSpan?>("--crowd")
        {
            HelpName = "D",
            Description = "Duration of the flash crowd [default: 30s]",
            CustomParser = ParseTime,
        };
        var keep = new Option<bool>("--keep")
        {
            Description = "Keep the nodes running until Ctrl-C, to experiment with",
        };
        var json = new Option<bool>("--json") { Description = "Print the results as one line of JSON" };
        var command = new Subcommand(
            "lab",
            "Run a network of nodes on this machine, under a flash crowd.",
            $"""
            Each node is a complete node with real sockets and its own address, 127.LAB.REGION.NODE; the wide area
            between them is emulated. The origin serves http://lab.example/SIZE/NAME in any size up to 50MB, such as
            /41KB/1 or /5MB/film. A map is a text file with one line per pair of regions:

            {LabMap.Text.ReplaceLineEndings("\n")}

            The lab leaves no files behind. Exit code 1: a client did not receive its file.
            """,
            """
            coral lab
            coral lab --nodes 30 --crowd 1m --json
            coral lab --map my.map --keep
            """
        )
        {
            nodes,
            map,
            time,
            keep,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                new LabRun(
                    new LabRequest(
                        result.GetValue(nodes),
                        result.GetValue(map) ?? LabMap.Default,
                        result.GetValue(time) ?? UsualCrowd,
                        result.GetValue(keep),
                        result.GetValue(json)
                    ),
                    context
                ).RunAsync(cancellationToken)
        );
        return command;
    }

    private static int ParseNodes(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (
            !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            || value is < 1 or > LabOptions.MaxNodes
        )
        {
            result.AddError($"--nodes: '{text}' is not valid; it must be a number from 1 to {LabOptions.MaxNodes}");
        }

        return value;
    }

    private static RegionMap? ParseMap(ArgumentResult result)
    {
        var file = result.Tokens[^1].Value;
        try
        {
            return RegionMap.Parse(File.ReadAllText(file));
        }
        catch (Exception ex) when (ex is FormatException or IOException or UnauthorizedAccessException)
        {
            const string Remedy = "create it, or leave --map out";
            var problem = ex is FormatException ? $"{file}: {ex.Message}" : FileProblem.Describe(file, ex, Remedy);
            result.AddError($"--map: {problem.TrimEnd('.')}");
            return null;
        }
    }

    private static TimeSpan? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (!Duration.TryParse(text, out var time) || time < TimeSpan.FromSeconds(1) || time > LongestCrowd)
        {
            result.AddError($"--crowd: '{text}' is not valid; it must be {Duration.Allowed}, from 1s to 1h");
        }

        return time;
    }
}
