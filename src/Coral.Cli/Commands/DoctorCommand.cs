using System.CommandLine;
using System.Net;
using System.Text.Json;
using Coral.Cli.Invocation;
using Coral.Node.Configuration;
using Coral.Node.Diagnosis;
using Coral.Node.Hosting;
using Coral.Node.Zones;

namespace Coral.Cli.Commands;

/// <summary><c>coral doctor</c>.</summary>
internal static class DoctorCommand
{
    private const string DefaultNode = "127.0.0.1:5300";

    internal static Command Create(CommandContext context)
    {
        var zone = ZoneOption("--zone", "The zone that clients use");
        zone.Required = true;
        var infrastructure = ZoneOption(
            "--infrastructure-zone",
            "The zone of the hierarchy [default: the target of the zone's DNAME]"
        );
        var server = EndpointOption("--server", "Query this server instead of this machine's resolvers");
        var node = EndpointOption("--dns", "Where your own node answers DNS");
        node.DefaultValueFactory = _ => IPEndPoint.Parse(DefaultNode);
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Subcommand(
            "doctor",
            "Check the delegation of a zone, and print what to fix.",
            """
            Compares the delegation in the parent zone with your own node's configuration, and queries every name server
            at each of its public addresses. Reachability and clocks are judged from this machine. --server may be a
            resolver or a name server of the parent zone. Exit code 1: a check failed.
            """,
            """
            coral doctor --zone coral.example.net
            coral doctor --zone coral.example.net --server 9.9.9.9:53 --dns 203.0.113.7:53 --json
            """
        )
        {
            zone,
            infrastructure,
            server,
            node,
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var request = new DelegationRequest(
                    result.GetRequiredValue(zone),
                    result.GetValue(infrastructure),
                    result.GetRequiredValue(node),
                    result.GetValue(server) is { } named ? [named] : SystemResolvers.Find()
                );
                var doctor = new DelegationDoctor(request, new SystemTokenSource(), context.Clock);
                var findings = await doctor.ExamineAsync(cancellationToken);
                Write(findings, result.GetValue(json), context.Output);
                return findings.Any(finding => finding.Kind == FindingKind.Fail) ? ExitCode.Failed : ExitCode.Success;
            }
        );
        return command;
    }

    private static void Write(IReadOnlyList<Finding> findings, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(findings, DiagnosisJson.Default.IReadOnlyListFinding));
            return;
        }

        foreach (var finding in findings)
        {
            var kind = finding.Kind.ToString().ToLowerInvariant();
            var fix = finding.Fix is null ? "" : $"; fix: {finding.Fix}";
            output.WriteLine($"{kind, -4}  {finding.Subject}: {finding.Text}{fix}");
        }

        var failed = findings.Count(finding => finding.Kind == FindingKind.Fail);
        var warned = findings.Count(finding => finding.Kind == FindingKind.Warn);
        output.WriteLine($"{findings.Count - failed - warned} ok, {warned} to check, {failed} to fix");
    }

    private static Option<string> ZoneOption(string name, string description) =>
        new(name)
        {
            HelpName = "ZONE",
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (HostNameRule.Problem(text) is { } problem)
                {
                    result.AddError($"{name}: {problem}");
                    return null;
                }

                return text;
            },
        };

    private static Option<IPEndPoint> EndpointOption(string name, string description) =>
        new(name)
        {
            HelpName = "A:P",
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (Endpoint.TryParse(text, out var endpoint) && endpoint.Port != 0)
                {
                    return endpoint;
                }

                result.AddError($"{name}: '{text}' is not valid; it must be {Endpoint.Allowed}");
                return null;
            },
        };
}
