using System.CommandLine;
using Coral.Cli.Invocation;

namespace Coral.Cli.Commands.Index;

/// <summary><c>coral index</c>: look into a running node's index.</summary>
internal static class IndexCommand
{
    internal static Command Create(CommandContext context) =>
        new Subcommand(
            "index",
            "Store and look up values in the index of a running node.",
            """
            A KEY is any text; the index uses the first 160 bits of its SHA-256.
            Each command prints its cost: hops, levels, requests (RPCs) and time.
            """,
            """
            coral index put greeting hello --ttl 10m
            coral index get greeting
            coral index levels
            """
        )
        {
            IndexPutCommand.Create(context),
            IndexGetCommand.Create(context),
            NodesCommand.Create(context),
            LevelsCommand.Create(context),
        };
}
