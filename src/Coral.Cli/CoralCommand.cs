using System.CommandLine;
using Coral.Cli.Commands;
using Coral.Cli.Commands.Index;
using Coral.Cli.Invocation;

namespace Coral.Cli;

/// <summary>The command <c>coral</c>: the subcommands, and the message for bad input.</summary>
internal static class CoralCommand
{
    /// <summary>Runs one command line.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    internal static async Task<int> RunAsync(string[] arguments, CommandContext context)
    {
        var root = Create(context);
        var result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0 && result.Action is not HelpWithExamples)
        {
            context.Error.WriteLine(UsageError.Describe(result));
            return ExitCode.Usage;
        }

        return await result.InvokeAsync(
            new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            }
        );
    }

    private static RootCommand Create(CommandContext context)
    {
        var root = new RootCommand(
            """
            Coral, an open content distribution network: append a zone to the host name of a URL,
            and nodes serve it to any number of clients while its origin gets one request.
            """
        )
        {
            HelpName = "coral",
        };
        root.Directives.Clear();
        root.Add(RunCommand.Create(context));
        root.Add(LabCommand.Create(context));
        root.Add(GetCommand.Create(context));
        root.Add(CoralizeCommand.Create(context));
        root.Add(IdCommand.Create(context));
        root.Add(KeyCommand.Create(context));
        root.Add(IndexCommand.Create(context));
        root.Add(DigCommand.Create(context));
        root.Add(DoctorCommand.Create(context));
        root.Add(SimulateCommand.Create(context));
        HelpWithExamples.Install(root);
        return root;
    }
}
