using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Coral.Cli.Invocation;
using Coral.Cli.Labs;
using Coral.Core.Units;
using Coral.Lab.Network;
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
            Description = "How many nodes, dealt out to the regions of the map in turn",
            CustomParser = ParseNodes,
            DefaultValueFactory = _ => new LabOptions().Nodes,
        };
        var map = new Option<RegionMap>("--map")
        {
            HelpName = "FILE",
            Description = "Regions, round trips and bandwidths; by default New York, Chicago and Frankfurt",
            CustomParser = ParseMap,
        };
        var time = new Option<TimeSpan?>("--crowd")
        {
            HelpName = "D",
            Description = "How long clients keep coming [default: 30s]",
            CustomParser = ParseTime,
        };
        var keep = new Option<bool>("--keep") { Description = "Leave the lab running until Ctrl-C, to play with" };
        var json = new Option<bool>("--json") { Description = "Print the figures as one line of JSON" };
        var command = new Subcommand(
            "lab",
            "Run many whole nodes on this machine, and let a flash crowd come.",
            $"""
            Each node has an address of its own, 127.LAB.REGION.NODE, and real sockets; between them is an emulated wide
            area. The origin's files are http://lab.example/SIZE/NAME, of any size up to 50MB: /41KB/1, /5MB/film.
            A map is a text of this form, a line a way, the same in both directions:

            {LabMap.Text.ReplaceLineEndings("\n")}

            Nothing is left behind at the end. Exit code 1: a client did not get its file.
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
            result.AddError($"--map: {(ex is FormatException ? $"{file}: " : "")}{ex.Message.TrimEnd('.')}");
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
