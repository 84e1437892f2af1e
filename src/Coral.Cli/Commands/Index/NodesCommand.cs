using System.CommandLine;
using System.Globalization;
using System.Net;
using Coral.Cli.Admin;
using Coral.Cli.Invocation;
using Coral.Node.Admin;
using Coral.Node.Admin.Index;

namespace Coral.Cli.Commands.Index;

/// <summary><c>coral index nodes</c>.</summary>
internal static class NodesCommand
{
    internal static Command Create(CommandContext context)
    {
        var level = LevelOption.Create("List members of this level's cluster [default: 0]");
        var near = new Option<IPAddress>("--near")
        {
            HelpName = "IP",
            Description = "List nodes near this address",
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (IPAddress.TryParse(text, out var address))
                {
                    return address;
                }

                result.AddError($"--near: '{text}' is not valid; it must be an IP address");
                return null;
            },
        };
        var command = new Subcommand(
            "nodes",
            "List the nodes that a node knows, best first.",
            "Lists up to 100 nodes that have responded to this node; the node itself is not among them.",
            """
            coral index nodes
            coral index nodes --level 2 --near 192.0.2.1 --json
            """
        )
        {
            level,
            near,
        };
        AdminCommand.Define(
            command,
            "coral index nodes",
            context,
            async (result, node, asJson, cancellationToken) =>
            {
                var query = $"?count=100&level={result.GetValue(level) ?? 0}";
                if (result.GetValue(near) is { } address)
                {
                    query += $"&near={Uri.EscapeDataString(address.ToString())}";
                }

                var reply = await node.GetAsync($"/index/nodes{query}", AdminJson.Default.NodesView, cancellationToken);
                reply.Write(asJson, context.Output, Write);
                return ExitCode.Success;
            }
        );
        return command;
    }

    private static void Write(NodesView nodes, TextWriter output)
    {
        var table = new TextTable("NODE", "ADDRESS", "HTTP", "PEER", "DNS");
        foreach (var node in nodes.Nodes)
        {
            table.Add(node.Id, node.Address, Port(node.Http), Port(node.Peer), Port(node.Dns));
        }

        table.Write(output);
        var count = nodes.Nodes.Count == 1 ? "1 node" : $"{nodes.Nodes.Count} nodes";
        output.WriteLine($"{count} at level {nodes.Level}; {LookupLine.Describe(nodes.Cost)}");
    }

    private static string Port(int port) => port == 0 ? "-" : port.ToString(CultureInfo.InvariantCulture);
}
