using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Coral.Cli.Admin;
using Coral.Cli.Invocation;
using Coral.Cli.Redirecting;
using Coral.Node.Admin;
using Coral.Node.Zones;

namespace Coral.Cli.Commands;

/// <summary><c>coral dig NAME</c>.</summary>
internal static class DigCommand
{
    internal static Command Create(CommandContext context)
    {
        var name = new Argument<string>("NAME") { Description = "A coralized name", CustomParser = ParseName };
        var resolver = new Option<IPAddress>("--resolver")
        {
            HelpName = "IP",
            Description = "The resolver that sends the query [default: one on the node's machine]",
            CustomParser = result =>
                Parse(result, IPAddress.TryParse(Text(result), out var ip) ? ip : null, "an IP address"),
        };
        var subnet = new Option<IPNetwork?>("--subnet")
        {
            HelpName = "NETWORK",
            Description = "The client subnet in the query (RFC 7871)",
            CustomParser = result =>
            {
                IPNetwork? network = IPNetwork.TryParse(Text(result), out var read) ? read : null;
                return Parse(result, network, "a network such as 192.0.2.0/24");
            },
        };
        var type = new Option<string>("--type")
        {
            HelpName = "A|AAAA",
            Description = "The record type in the query",
            CustomParser = result =>
                Parse(result, Text(result).ToUpperInvariant() is "A" or "AAAA" ? Text(result) : null, "A or AAAA"),
            DefaultValueFactory = _ => "A",
        };
        var command = new Subcommand(
            "dig",
            "Show how a node's DNS answers a given resolver, and why.",
            """
            Prints the answer, then what the node knows about the resolver's network, the cluster level it chose, and
            the candidates. Equal candidates are drawn at random: another query may get other addresses.
            Exit code 1: the answer has no address.
            """,
            """
            coral dig www.x.com.localhost
            coral dig www.x.com.example.net --resolver 192.0.2.53 --subnet 198.51.100.0/24 --json
            """
        )
        {
            name,
            resolver,
            subnet,
            type,
        };
        AdminCommand.Define(
            command,
            "coral dig",
            context,
            async (result, node, asJson, cancellationToken) =>
            {
                var query = $"?name={Uri.EscapeDataString(result.GetRequiredValue(name))}";
                query += $"&type={result.GetRequiredValue(type)}";
                query += Parameter("resolver", result.GetValue(resolver));
                query += Parameter("subnet", result.GetValue(subnet));
                var path = $"/dns/explain{query}";
                var reply = await node.GetAsync(path, AdminJson.Default.ExplanationView, cancellationToken);
                reply.Write(asJson, context.Output, ExplanationText.Write);
                return reply.Value.Answer.Addresses.Count > 0 ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    private static string Parameter(string key, object? value) =>
        value is null ? "" : $"&{key}={Uri.EscapeDataString(value.ToString()!)}";

    private static string Text(ArgumentResult result) => result.Tokens[^1].Value;

    private static T? Parse<T>(ArgumentResult result, T? value, string allowed)
    {
        if (value is null)
        {
            var option = ((OptionResult)result.Parent!).Option.Name;
            result.AddError($"{option}: '{Text(result)}' is not valid; it must be {allowed}");
        }

        return value;
    }

    private static string? ParseName(ArgumentResult result)
    {
        if (HostNameRule.Problem(Text(result)) is { } problem)
        {
            result.AddError($"NAME: {problem}");
            return null;
        }

        return Text(result);
    }
}
