using System.CommandLine;
using Coral.Cli.Invocation;

namespace Coral.Cli.Commands.Index;

/// <summary><c>coral index</c>: look into a running node's index.</summary>
internal static class IndexCommand
{
    internal static Command Create(CommandContext context) =>
        new Subcommand(
            "index",
            "Put, get and look around in the index of a running node.",
            """
            A KEY is any text; its place in the index is the first 160 bits of its SHA-256.
            Each command says what it cost: nodes asked one after another, levels visited, requests sent, time.
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
