using System.CommandLine;
using System.Text;
using Coral.Cli.Admin;
using Coral.Cli.Invocation;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Units;
using Coral.Node.Admin;
using Coral.Node.Admin.Index;

namespace Coral.Cli.Commands.Index;

/// <summary><c>coral index put KEY VALUE --ttl D</c>.</summary>
internal static class IndexPutCommand
{
    internal static Command Create(CommandContext context)
    {
        var key = new Argument<string>("KEY") { Description = "Any text; it is hashed" };
        var value = new Argument<string>("VALUE")
        {
            Description = $"Any text of up to {IndexValue.MaxBytes} bytes in UTF-8",
        };
        value.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && Encoding.UTF8.GetByteCount(token.Value) > IndexValue.MaxBytes)
            {
                result.AddError($"VALUE is longer than {IndexValue.MaxBytes} bytes");
            }
        });
        var ttl = new Option<string>("--ttl")
        {
            HelpName = "D",
            Description = "Lifetime of the value, at most 1d",
            Required = true,
        };
        ttl.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && !Duration.TryParse(token.Value, out _))
            {
                result.AddError($"--ttl: '{token.Value}' is not valid; it must be {Duration.Allowed}");
            }
        });
        var command = new Subcommand(
            "put",
            "Store a value in the index.",
            """
            The node becomes the value's owner. Storing the same value again renews its lifetime; a different value is
            added. Exit code 1: no node stored the value, because the key has enough values already.
            """,
            """
            coral index put greeting hello --ttl 10m
            coral index put greeting hello --ttl 10m --json
            """
        )
        {
            key,
            value,
            ttl,
        };
        AdminCommand.Define(
            command,
            "coral index put",
            context,
            async (result, node, asJson, cancellationToken) =>
            {
                var time = Uri.EscapeDataString(result.GetRequiredValue(ttl));
                var reply = await node.PutAsync(
                    $"/index/values/{Key.Of(result.GetRequiredValue(key))}?ttl={time}",
                    Encoding.UTF8.GetBytes(result.GetRequiredValue(value)),
                    AdminJson.Default.StoredView,
                    cancellationToken
                );
                reply.Write(asJson, context.Output, Write);
                return reply.Value.StoredAt.Count > 0 ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    private static void Write(StoredView stored, TextWriter output)
    {
        var where =
            stored.StoredAt.Count == 0
                ? "nowhere: the key has enough values already"
                : $"at level {string.Join(", ", stored.StoredAt)}";
        output.WriteLine($"key     {stored.Key}");
        output.WriteLine($"stored  {where}");
        output.WriteLine($"cost    {LookupLine.Describe(stored.Cost)}");
    }
}
