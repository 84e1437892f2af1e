using System.Text;
using Coral.Cli.Invocation;

namespace Coral.Cli.Tests.Fixtures;

/// <summary>One command line, run in this process.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">Standard output, text and bytes together.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the command line without an environment, away from a terminal.</summary>
    public static Task<CommandRun> RunAsync(params string[] arguments) => RunAsync([], arguments);

    /// <summary>Runs the command line in an environment.</summary>
    public static async Task<CommandRun> RunAsync(Dictionary<string, string?> variables, params string[] arguments)
    {
        using var output = new MemoryStream();
        await using var text = new StreamWriter(output, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var context = new CommandContext(
            text,
            error,
            output,
            IsOutputTerminal: false,
            IsErrorTerminal: false,
            variables,
            TimeProvider.System
        );

        var code = await CoralCommand.RunAsync(arguments, context);

        return new CommandRun(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
