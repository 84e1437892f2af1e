using System.CommandLine;
using Coral.Cli.Invocation;
using Coral.Cli.Running;
using Coral.Node;
using Coral.Node.Configuration;

namespace Coral.Cli.Commands;

/// <summary><c>coral run</c>: a node, until it is told to stop.</summary>
internal static class RunCommand
{
    internal static Command Create(CommandContext context)
    {
        var config = new Option<string>("--config")
        {
            HelpName = "FILE",
            Description = "Read options from this JSON file",
        };
        var flags = NodeConfiguration.Catalog.Flags.ToDictionary(flag => flag, CreateOption);
        var print = new Option<bool>("--print-config")
        {
            Description = "Print every option with its value and source, and exit",
        };
        var json = new Option<bool>("--json") { Description = "With --print-config: as JSON" };
        var command = new Subcommand(
            "run",
            "Run a node.",
            """
            The node runs until SIGTERM or SIGINT; SIGHUP reopens the access log.
            Options come from built-in defaults, the JSON file, environment variables (CORAL__SECTION__KEY) and the
            command line; later sources override earlier ones. docs/operations.md lists all options.
            """,
            """
            coral run
            coral run --zone cdn.example --http 0.0.0.0:80
            coral run --http 127.0.0.1:0 --origin www.x.com=127.0.0.1:8000
            CORAL__CACHE__MEMORYBYTES=1GB coral run --config coral.json --print-config
            """
        )
        {
            config,
        };
        foreach (var option in flags.Values)
        {
            command.Add(option);
        }

        command.Add(print);
        command.Add(json);
        command.SetAction(
            async (result, _) =>
            {
                if (result.GetValue(json) && !result.GetValue(print))
                {
                    context.Error.WriteLine("coral run: --json requires --print-config");
                    return ExitCode.Usage;
                }

                var written = flags.SelectMany(flag => flag.Key.Settings(result.GetValue(flag.Value) ?? []));
                try
                {
                    var configuration = NodeConfiguration.Load(
                        result.GetValue(config),
                        context.Variables,
                        written,
                        context.IsOutputTerminal
                    );
                    return result.GetValue(print)
                        ? Print(configuration, result.GetValue(json), context)
                        : await NodeProcess.RunAsync(configuration, context);
                }
                catch (ConfigurationException wrong)
                {
                    foreach (var problem in wrong.Problems)
                    {
                        context.Error.WriteLine($"coral run: {problem}");
                    }

                    return ExitCode.Usage;
                }
            }
        );
        return command;
    }

    private static Option<string[]> CreateOption(RunFlag flag)
    {
        var isList =
            NodeConfiguration.Catalog.Definitions.Single(definition => definition.Key == flag.Key).Shape
            == OptionShape.List;
        return new Option<string[]>(flag.Name)
        {
            HelpName = flag.ValueName,
            Description = flag.Help,
            CustomParser = static result => [.. result.Tokens.Select(token => token.Value)],
            Arity = isList ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
        };
    }

    private static int Print(EffectiveConfiguration configuration, bool asJson, CommandContext context)
    {
        if (asJson)
        {
            ConfigurationPrinter.WriteJson(configuration, context.Output);
        }
        else
        {
            ConfigurationPrinter.WriteTable(configuration, context.Output);
        }

        return ExitCode.Success;
    }
}
