using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Coral.Cli.Fetching;
using Coral.Cli.Invocation;
using Coral.Node.Configuration;

namespace Coral.Cli.Commands;

/// <summary><c>coral get URL</c>: fetch through a node; say who served it and how long each step took.</summary>
internal static class GetCommand
{
    internal static Command Create(CommandContext context)
    {
        var url = new Argument<string>("URL") { Description = "An http or https URL, coralized or not" };
        var node = new Option<IPEndPoint>("--node")
        {
            HelpName = "A:P",
            Description = "Where the node listens",
            CustomParser = result => ParseNode(result),
            DefaultValueFactory = _ => new IPEndPoint(IPAddress.Loopback, 8080),
        };
        var zone = ZoneArgument.CreateOption();
        var file = new Option<string>("--output", "-o")
        {
            HelpName = "FILE",
            Description = "Write the body to this file",
        };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON" };
        var command = new Subcommand(
            "get",
            "Fetch a URL through a node; report what served it and how long each step took.",
            """
            The body goes to standard output and the report to standard error; with -o the body goes to the file
            and the report to standard output. Redirects are not followed.
            Exit code 0: a complete response with a status below 400.
            """,
            """
            coral get http://www.x.com/a
            coral get http://www.x.com/a -o /dev/null --json
            coral get http://www.x.com/a --node 192.0.2.7:80 --zone cdn.example
            """
        )
        {
            url,
            node,
            zone,
            file,
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var address = result.GetRequiredValue(node);
                var place = result.GetRequiredValue(zone).OnNode(address);
                var text = result.GetRequiredValue(url);
                var link = place.Urls.Parse(text, out var fault) ?? place.Urls.Coralize(text, place.Plain, out fault);
                if (link is null)
                {
                    context.Error.WriteLine($"coral get: {fault}");
                    return ExitCode.Usage;
                }

                var target = new FetchTarget(link, address) { CalledAs = context.CalledAs };
                return await RunAsync(target, result.GetValue(file), result.GetValue(json), context, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        FetchTarget target,
        string? file,
        bool asJson,
        CommandContext context,
        CancellationToken cancellationToken
    )
    {
        Stream body;
        try
        {
            body = file is null ? context.OutputStream : File.Create(file);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"coral get: --output: {ex.Message}");
            return ExitCode.Usage;
        }

        FetchReport report;
        try
        {
            await WarmUp.RunAsync(target, context.Clock, cancellationToken);
            report = await NodeFetch.RunAsync(target, body, context.Clock, cancellationToken);
        }
        finally
        {
            if (file is not null)
            {
                await body.DisposeAsync();
            }
        }

        if (report.Problem is { } problem)
        {
            context.Error.WriteLine($"coral get: {problem}");
        }

        if (report.Status is not null)
        {
            FetchReportPrinter.Write(report, asJson, file is null ? context.Error : context.Output);
        }

        return report is { Problem: null, Status: < 400 } ? ExitCode.Success : ExitCode.Failed;
    }

    private static IPEndPoint? ParseNode(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (Endpoint.TryParse(text, out var endpoint) && endpoint.Port > 0)
        {
            return endpoint;
        }

        result.AddError($"--node: '{text}' is not valid; it must be {Endpoint.Allowed}");
        return null;
    }
}
