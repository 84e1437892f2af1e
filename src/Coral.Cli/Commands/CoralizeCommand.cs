using System.CommandLine;
using Coral.Cli.Invocation;

namespace Coral.Cli.Commands;

/// <summary><c>coral coralize URL</c>: the same URL through Coral.</summary>
internal static class CoralizeCommand
{
    internal static Command Create(CommandContext context)
    {
        var url = new Argument<string>("URL") { Description = "An http or https URL" };
        var zone = ZoneArgument.CreateOption();
        var https = new Option<bool>("--https")
        {
            Description = "Make an https link, with a host name one label below the zone",
        };
        var command = new Subcommand(
            "coralize",
            "Print the link that serves a URL through Coral.",
            """
            Without --zone the link uses the node that `coral run` starts: zone localhost, port 8080. Any other zone is
            assumed to use port 80 (443 with --https) unless a port follows it.
            """,
            """
            coral coralize http://www.x.com/a                                http://www.x.com.localhost:8080/a
            coral coralize https://www.x.com/a                               http://www.x.com.443.localhost:8080/a
            coral coralize https://www.x.com/a --zone cdn.example            http://www.x.com.443.cdn.example/a
            coral coralize https://www.x.com/a --zone cdn.example --https    https://www-x-com.cdn.example/a
            """
        )
        {
            url,
            zone,
            https,
        };
        command.SetAction(result =>
        {
            var isSecure = result.GetValue(https);
            var place = result.GetRequiredValue(zone);
            var link = place.Urls.Coralize(
                result.GetRequiredValue(url),
                isSecure ? place.Secure : place.Plain,
                out var fault
            );
            if (link is null)
            {
                context.Error.WriteLine($"coral coralize: {fault}");
                return ExitCode.Usage;
            }

            context.Output.WriteLine(link);
            return ExitCode.Success;
        });
        return command;
    }
}
