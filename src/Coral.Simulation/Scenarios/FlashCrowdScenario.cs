using Coral.Caching;
using Coral.Caching.Cooperation;
using Coral.Caching.Model;
using Coral.Simulation.Nodes;
using Coral.Simulation.Web;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// Clients all over the world want the same few files from a slow origin (the paper's figures 4 and 5).
/// </summary>
/// <remarks>
/// Every node has its clients beside it: they reach it at no cost, and die with it. They ask for a file drawn evenly at
/// times of a Poisson process. Nodes begin with the tables and clusters that hours of running leave, as those of the
/// paper had run before its clients came: what is measured is the crowd, not how clusters form.
/// </remarks>
public static class FlashCrowdScenario
{
    /// <summary>Its name on the command line.</summary>
    public const string Name = "flash-crowd";

    internal const int DefaultNodes = 166;
    internal const int DefaultMinutes = 30;
    internal const int DefaultLevels = 3;
    internal const int DefaultFiles = 12;
    internal const int DefaultSizeBytes = 41_984;
    internal const double DefaultRate = 0.6;
    internal const int DefaultOriginKbps = 384;

    /// <summary>Runs it: the paper's experiment unless told otherwise.</summary>
    public static FlashCrowdResult Run(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new IndexNetworkSettings
        {
            Seed = options.Seed,
            Nodes = options.NodesOr(DefaultNodes),
            Map = options.Map.Draw,
            Conditions = options.Conditions,
            Levels = options.Levels ?? DefaultLevels,
            Ports = ProxyNetwork.Ports,
        };
        var pointers = new CooperationOptions().PointerTime;
        return ScenarioRunner.Run(Name, options, settings, pointers, network => PlayAsync(network, options));
    }

    private static async Task<FlashCrowdResult> PlayAsync(IndexNetwork index, ScenarioOptions options)
    {
        var conditions = new WebConditions
        {
            OriginBitsPerSecond = 1_000L * (options.OriginKbps ?? DefaultOriginKbps),
            Loss = options.Conditions.Loss,
        };
        var cooperation = new CooperationOptions();
        using var nodes = new ProxyNetwork(index, conditions, new CacheOptions(), cooperation);
        var minutes = options.Minutes ?? DefaultMinutes;
        var tally = new CrowdTally(minutes);
        var files = Files(nodes, options);
        var crowd = new Crowd(nodes, files, options.Seed, options.Rate ?? DefaultRate, tally);
        var crashes = new CrowdCrashes(nodes, crowd);
        await Task.WhenAll(
            crowd.PlayAsync(TimeSpan.FromMinutes(minutes)),
            crashes.PlayAsync((int)Math.Round(options.Crash * index.Nodes.Count))
        );
        nodes.Check(cooperation.UploadsPerObject);
        return Result(index.Settings, nodes, tally, crashes.Fetchers);
    }

    private static (CacheKey Key, byte[] Content)[] Files(ProxyNetwork nodes, ScenarioOptions options)
    {
        var files = new (CacheKey, byte[])[options.Files ?? DefaultFiles];
        for (var i = 0; i < files.Length; i++)
        {
            var content = new byte[options.SizeBytes ?? DefaultSizeBytes];
            nodes.Index.Random.NextBytes(content);
            files[i] = (nodes.Origin.Add($"/file-{i + 1}", content), content);
        }

        return files;
    }

    private static FlashCrowdResult Result(
        IndexNetworkSettings settings,
        ProxyNetwork nodes,
        CrowdTally tally,
        int fetchersDied
    )
    {
        var times = tally.FetchTimes;
        double At(double share) => ScenarioJson.Rounded(Percentiles.At(times, share), 1);
        return new FlashCrowdResult(
            Name,
            settings.Seed,
            settings.Nodes,
            settings.Levels,
            Hints: false,
            tally.Answered + tally.Failed,
            nodes.Origin.Requests.Count,
            tally.Failed,
            tally.ByMinute,
            new FlashCrowdResult.FetchFigures(At(0.5), At(0.8), At(0.96), At(0.98))
        )
        {
            FetchTimes = times,
            Joined = tally.Joined,
            FetchersDied = fetchersDied,
            OriginConnections = nodes.Origin.Connections,
            MostUploads = nodes.Peers.Uploads.Most,
        };
    }
}
