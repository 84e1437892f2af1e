using System.CommandLine;
using System.Globalization;
using Coral.Cli.Admin;
using Coral.Cli.Invocation;
using Coral.Core.Identity;
using Coral.Node.Admin;
using Coral.Node.Admin.Index;

namespace Coral.Cli.Commands.Index;

/// <summary><c>coral index get KEY</c>.</summary>
internal static class IndexGetCommand
{
    internal static Command Create(CommandContext context)
    {
        var key = new Argument<string>("KEY") { Description = "Any text; it is hashed" };
        var level = LevelOption.Create("Search this level only");
        var command = new Subcommand(
            "get",
            "Look up the values of a key, nearest level first.",
            """
            A lookup ends at the first node with values of the key; other nodes may have more.
            Printable values are shown as text, others in hexadecimal. Exit code 1: no value was found.
            """,
            """
            coral index get greeting
            coral index get greeting --level 0 --json
            """
        )
        {
            key,
            level,
        };
        AdminCommand.Define(
            command,
            "coral index get",
            context,
            async (result, node, asJson, cancellationToken) =>
            {
                var query = result.GetValue(level) is { } one ? $"?level={one}" : "";
                var reply = await node.GetAsync(
                    $"/index/values/{Key.Of(result.GetRequiredValue(key))}{query}",
                    AdminJson.Default.ValuesView,
                    cancellationToken
                );
                reply.Write(asJson, context.Output, Write);
                return reply.Value.Values.Count > 0 ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    private static void Write(ValuesView found, TextWriter output)
    {
        if (found.Values.Count > 0)
        {
            var table = new TextTable("VALUE", "OWNER", "LEFT");
            foreach (var value in found.Values)
            {
                var left = value.RemainingSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
                table.Add(value.Text ?? $"0x{Convert.ToHexStringLower(value.Bytes)}", value.Owner, left);
            }

            table.Write(output);
        }

        var where = found.Level is { } level ? $"found at level {level}" : "nothing found";
        output.WriteLine($"{where}; {LookupLine.Describe(found.Cost)}");
    }
}
