using System.CommandLine;
using System.CommandLine.Parsing;
using Coral.Cli.Invocation;

namespace Coral.Cli.Admin;

/// <summary>
/// The options of every command that talks to a running node, <c>--admin</c> and <c>--json</c>; one line for failures.
/// </summary>
internal static class AdminCommand
{
    private const string DefaultUrl = "http://127.0.0.1:7480";

    /// <summary>Gives <paramref name="command"/> the two options, and what it does.</summary>
    /// <param name="command">The command that gets the options.</param>
    /// <param name="path">The command's full name, for messages: <c>coral index get</c>.</param>
    /// <param name="context">The streams and variables of the process.</param>
    /// <param name="run">
    /// Asks the node and writes to the output; gives the exit code. The flag says whether as JSON.
    /// </param>
    public static void Define(
        Command command,
        string path,
        CommandContext context,
        Func<ParseResult, AdminClient, bool, CancellationToken, Task<int>> run
    )
    {
        var admin = new Option<Uri>("--admin")
        {
            HelpName = "URL",
            Description = "The node's admin API",
            CustomParser = ParseUrl,
            DefaultValueFactory = _ => new Uri(DefaultUrl),
        };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        command.Add(admin);
        command.Add(json);
        command.SetAction(
            async (result, cancellationToken) =>
            {
                using var client = new AdminClient(result.GetRequiredValue(admin), context.CalledAs);
                try
                {
                    return await run(result, client, result.GetValue(json), cancellationToken);
                }
                catch (AdminException ex)
                {
                    context.Error.WriteLine($"{path}: {ex.Message}");
                    return ExitCode.Failed;
                }
            }
        );
    }

    private static Uri? ParseUrl(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == "http" && url.AbsolutePath == "/")
        {
            return url;
        }

        result.AddError($"--admin: '{text}' is not valid; it must be a URL such as {DefaultUrl}");
        return null;
    }
}
