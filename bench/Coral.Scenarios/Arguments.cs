using System.Globalization;

namespace Coral.Scenarios;

/// <summary>The command line of a bench.</summary>
/// <param name="Topic">The name of the bench.</param>
/// <param name="Seeds">The number of seeds, from 1; <see langword="null"/> for the bench's own number.</param>
/// <param name="Parallel">Runs at a time; each is single-threaded.</param>
/// <param name="Folder">The folder that reports are written to.</param>
internal sealed record Arguments(string Topic, int? Seeds, int Parallel, string Folder)
{
    public const string Usage =
        "usage: dotnet run -c Release --project bench/Coral.Scenarios -- "
        + "flash-crowd|flash-crowd-dns|hot-key|hot-key-paper|hot-key-sweep|large-object|lease|lease-deaths|lookups|"
        + "near-hit|renewals|scale [--seeds N] [--parallel P] [--folder DIR]";

    public static Arguments Read(string[] args)
    {
        var read = new Arguments(args is [] ? "" : args[0], null, Environment.ProcessorCount, "bench/results");
        for (var i = 1; i + 1 < args.Length; i += 2)
        {
            read = args[i] switch
            {
                "--seeds" => read with { Seeds = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--parallel" => read with { Parallel = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--folder" => read with { Folder = args[i + 1] },
                _ => read with { Topic = "" },
            };
        }

        return read;
    }
}
