using System.CommandLine;
using System.CommandLine.Parsing;
using Coral.Simulation.Maps;

namespace Coral.Cli.Simulating;

/// <summary><c>--map</c>: where the nodes of a scenario stand.</summary>
internal static class MapOption
{
    private static readonly string Names = string.Join(" or ", MapSource.BuiltIn.Select(map => map.Name));

    internal static Option<MapSource> Create() =>
        new("--map")
        {
            HelpName = "MAP",
            Description = $"{Names}, or a file of measured round trips in milliseconds, one line per node",
            CustomParser = Parse,
            DefaultValueFactory = _ => MapSource.World,
        };

    private static MapSource? Parse(ArgumentResult result)
    {
        var name = result.Tokens[^1].Value;
        if (MapSource.BuiltIn.FirstOrDefault(map => map.Name == name) is { } builtIn)
        {
            return builtIn;
        }

        try
        {
            using var reader = File.OpenText(name);
            return MapSource.Measured(name, MatrixMap.Read(reader));
        }
        catch (FormatException wrong)
        {
            result.AddError($"--map: {name}: {wrong.Message}");
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or ArgumentException)
        {
            result.AddError($"--map: '{name}' is not valid; it must be {Names}, or a readable file");
        }

        return null;
    }
}
