using System.CommandLine;
using System.Globalization;
using Coral.Cli.Admin;
using Coral.Cli.Invocation;
using Coral.Node.Admin;
using Coral.Node.Admin.Index;

namespace Coral.Cli.Commands.Index;

/// <summary><c>coral index levels</c>.</summary>
internal static class LevelsCommand
{
    internal static Command Create(CommandContext context)
    {
        var command = new Subcommand(
            "levels",
            "Show the clusters that a node belongs to.",
            """
            Level 0 is the whole network; the members of higher levels are nearer. Sizes are estimates that include the
            node itself.
            """,
            """
            coral index levels
            coral index levels --json
            """
        );
        AdminCommand.Define(
            command,
            "coral index levels",
            context,
            async (_, node, asJson, cancellationToken) =>
            {
                var reply = await node.GetAsync("/index/levels", AdminJson.Default.LevelsView, cancellationToken);
                reply.Write(asJson, context.Output, Write);
                return ExitCode.Success;
            }
        );
        return command;
    }

    private static void Write(LevelsView levels, TextWriter output)
    {
        output.WriteLine($"node {levels.Node.Id} at {levels.Node.Address}");
        var table = new TextTable("LEVEL", "DIAMETER", "CLUSTER", "SIZE");
        foreach (var level in levels.Levels)
        {
            var diameter = level.DiameterMilliseconds is { } milliseconds
                ? milliseconds.ToString("0.###", CultureInfo.InvariantCulture) + " ms"
                : "-";
            table.Add(
                level.Level.ToString(CultureInfo.InvariantCulture),
                diameter,
                level.Cluster,
                level.Size.ToString(CultureInfo.InvariantCulture)
            );
        }

        table.Write(output);
        output.WriteLine(LookupLine.Describe(levels.Cost));
    }
}
