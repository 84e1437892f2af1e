using System.Globalization;

namespace Coral.Clusters;

/// <summary>The command line of a report.</summary>
/// <param name="Seeds">The number of seeds of each story, from 1.</param>
/// <param name="ChurnSeeds">The number of seeds of churn, from 1.</param>
/// <param name="Parallel">Runs at a time; each is single-threaded.</param>
/// <param name="Folder">The folder that the report is written to.</param>
internal sealed record Arguments(int Seeds, int ChurnSeeds, int Parallel, string Folder)
{
    public const string Usage =
        "usage: dotnet run -c Release --project bench/Coral.Clusters -- "
        + "[--seeds N] [--churn-seeds N] [--parallel P] [--folder DIR] | Start|Merge|Heal|Churn SEED NODES MINUTES";

    /// <summary>Parses the command line.</summary>
    /// <returns><see langword="null"/> when the arguments are invalid.</returns>
    public static Arguments? Read(string[] args)
    {
        var read = new Arguments(Seeds: 5, ChurnSeeds: 3, Environment.ProcessorCount, "bench/results");
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (args[i])
            {
                case "--seeds" when isNumber:
                    read = read with { Seeds = number };
                    break;
                case "--churn-seeds" when isNumber:
                    read = read with { ChurnSeeds = number };
                    break;
                case "--parallel" when isNumber && number > 0:
                    read = read with { Parallel = number };
                    break;
                case "--folder" when value.Length > 0:
                    read = read with { Folder = value };
                    break;
                default:
                    return null;
            }
        }

        return read;
    }

    /// <summary>The arguments that reproduce the report.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"--seeds {Seeds} --churn-seeds {ChurnSeeds}");
}
