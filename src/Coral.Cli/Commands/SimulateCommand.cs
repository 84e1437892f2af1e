using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Coral.Cli.Invocation;
using Coral.Cli.Simulating;
using Coral.Simulation.Scenarios;

namespace Coral.Cli.Commands;

/// <summary><c>coral simulate SCENARIO</c>: many nodes in virtual time; one subcommand a scenario.</summary>
internal static class SimulateCommand
{
    internal static Command Create(CommandContext context)
    {
        var command = new Subcommand(
            "simulate",
            "Simulate thousands of nodes in virtual time.",
            """
            The nodes run the real code; clock, network and randomness are simulated. The same seed gives the same
            result, byte for byte, on every machine. A failed run prints the command that repeats it.
            """,
            """
            coral simulate lookups
            coral simulate hot-key --nodes 494 --rate 20 --seed 7 --json
            coral simulate lease --loss 0.01 --non-transitive 0.023
            coral simulate clusters --map measured.txt
            """
        );
        foreach (var scenario in ScenarioCatalog.All)
        {
            command.Add(CreateScenario(scenario, context));
        }

        return command;
    }

    private static Subcommand CreateScenario(Scenario scenario, CommandContext context)
    {
        var command = new Subcommand(
            scenario.Name,
            scenario.Question,
            "A terminal shows progress. Ctrl-C stops the run. Exit code 1: an invariant was violated.",
            $"""
            coral simulate {scenario.Name}
            coral simulate {scenario.Name} --seed 7 --json
            """
        );
        var seed = new Option<int>("--seed")
        {
            HelpName = "S",
            Description = "Seed of the random numbers",
            CustomParser = result => ParseSeed(result),
            DefaultValueFactory = _ => 1,
        };
        var json = new Option<bool>("--json") { Description = "Print the result as one line of JSON" };
        var map = MapOption.Create();
        var settings = scenario.Settings.Select(s => (s.Setting, Option: CreateOption(s))).ToList();
        command.Add(seed);
        command.Add(map);
        settings.ForEach(s => command.Add(s.Option));
        command.Add(json);
        command.SetAction(
            (result, cancellationToken) =>
            {
                var options = Read(result);
                if (options.Nodes > options.MostNodes)
                {
                    var clients = options.MostNodes == options.Map.Count ? "" : ", half of them for clients";
                    var room = $"{options.Map} has {options.Map.Count} nodes{clients}";
                    var problem = $"--nodes: '{options.Nodes}' is not valid; {room}";
                    context.Error.WriteLine($"coral simulate {scenario.Name}: {problem}");
                    return Task.FromResult(ExitCode.Usage);
                }

                return Task.FromResult(
                    SimulationRun.Run(scenario, options, result.GetValue(json), context, cancellationToken)
                );
            }
        );
        return command;

        ScenarioOptions Read(ParseResult result)
        {
            var options = new ScenarioOptions { Seed = result.GetValue(seed), Map = result.GetValue(map)! };
            foreach (var (setting, option) in settings.Where(s => result.GetResult(s.Option) is { Implicit: false }))
            {
                if (setting.TryParse(result.GetValue(option)!, out var value))
                {
                    options = setting.Set(options, value);
                }
            }

            return options;
        }
    }

    private static Option<string> CreateOption(Scenario.Default setting)
    {
        var option = new Option<string>($"--{setting.Setting.Name}")
        {
            HelpName =
                setting.Setting.Choices is { } words ? string.Join('|', words)
                : setting.Setting.IsWhole ? "N"
                : "NUMBER",
            Description = setting.Setting.Description,
            DefaultValueFactory = _ => setting.Setting.Text(setting.Value),
        };
        option.Validators.Add(result => Validate(result, setting.Setting));
        return option;
    }

    private static void Validate(OptionResult result, ScenarioSetting setting)
    {
        if (result is { Implicit: false, Tokens: [.., { Value: var text }] } && !setting.TryParse(text, out _))
        {
            result.AddError($"--{setting.Name}: '{text}' is not valid; it must be {setting.Allowed}");
        }
    }

    private static int ParseSeed(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            result.AddError($"--seed: '{text}' is not valid; it must be a whole number from 0 to {int.MaxValue}");
        }

        return value;
    }
}
