using System.CommandLine;
using Coral.Cli.Invocation;
using Coral.Node.Hosting;
using Coral.Node.Identity;

namespace Coral.Cli.Commands;

/// <summary><c>coral key new FILE</c>: draw a network's key.</summary>
internal static class KeyCommand
{
    internal static Command Create(CommandContext context) =>
        new Subcommand(
            "key",
            "Create the key that the nodes of a network share.",
            """
            The file has one key per line: the first signs, all verify. To replace a key without an interruption, append
            the new one on every node, then move it to the front on every node, then remove the old one.
            """,
            "coral key new network.key"
        )
        {
            CreateNew(context),
        };

    private static Subcommand CreateNew(CommandContext context)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The file to create; an existing file is never overwritten",
        };
        var command = new Subcommand(
            "new",
            "Create a key in a new file.",
            "Copy the file to every node of the network over a secure channel, and keep its mode 0600.",
            """
            coral key new network.key
            coral run --network-key network.key
            """
        )
        {
            file,
        };
        command.SetAction(result =>
        {
            var path = result.GetRequiredValue(file);
            try
            {
                var keys = NetworkKeys.Create(path, new SystemTokenSource());
                context.Output.WriteLine($"Created {path}: the key of network {keys.NetworkId}");
                return ExitCode.Success;
            }
            catch (NodeStartException ex)
            {
                context.Error.WriteLine($"coral key new: {ex.Message}");
                return ExitCode.Failed;
            }
        });
        return command;
    }
}
