using System.Globalization;
using System.Text;
using Coral.Simulation.Maps;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// The failure of a run: an invariant does not hold, or simulated code threw. The message has the command that repeats
/// it.
/// </summary>
public sealed class ScenarioFailedException : Exception
{
    internal ScenarioFailedException(string name, ScenarioOptions options, TimeSpan at, Exception cause)
        : base(
            $"{name}, seed {options.Seed}, failed after {at:c}: {cause.Message} Replay: {Replay(name, options)}",
            cause
        ) { }

    /// <summary>The command line that repeats the run, event for event.</summary>
    internal static string Replay(string name, ScenarioOptions options)
    {
        var line = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"coral simulate {name} --seed {options.Seed}"
        );
        if (options.Map != MapSource.World)
        {
            line.Append(CultureInfo.InvariantCulture, $" --map {options.Map.Name}");
        }

        foreach (var setting in ScenarioSettings.All)
        {
            if (setting.Get(options) is { } value)
            {
                line.Append(CultureInfo.InvariantCulture, $" --{setting.Name} {setting.Text(value)}");
            }
        }

        return line.ToString();
    }
}
