using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Simulation.Naming;
using Coral.Simulation.Nodes;
using Coral.Simulation.Web;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// A scenario of a flash crowd: clients all over the world request the same few files from a slow origin (the paper's
/// figures 4 and 5).
/// </summary>
/// <remarks>
/// Every node has its clients beside it, which reach it at no cost, and end with it; or, with DNS in the loop, clients
/// have as many places as nodes, drawn by the same rules, and look up, connect and fetch. They request uniformly drawn
/// files at times of a Poisson process. Nodes start with the tables and clusters of hours of running, as in the paper's
/// experiment: the crowd is measured, not how clusters form.
/// </remarks>
public static class FlashCrowdScenario
{
    /// <summary>The scenario's name on the command line.</summary>
    public const string Name = "flash-crowd";

    private const string Host = "origin.test";

    internal const int DefaultNodes = 166;
    internal const int DefaultMinutes = 30;
    internal const int DefaultLevels = 3;
    internal const int DefaultFiles = 12;
    internal const int DefaultSizeBytes = 41_984;
    internal const double DefaultRate = 0.6;
    internal const int DefaultOriginKbps = 384;

    /// <summary>The lifetime in the index of the hints that name servers leave about resolvers.</summary>
    private static readonly TimeSpan HintTime = TimeSpan.FromHours(1);

    /// <summary>Runs the scenario: the paper's experiment by default.</summary>
    public static FlashCrowdResult Run(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var hasVisitors = options.Finding != ProxyFinding.Beside;
        var nodes = options.NodesOr(DefaultNodes);
        var settings = new IndexNetworkSettings
        {
            Seed = options.Seed,
            Nodes = nodes,
            Clients = hasVisitors ? nodes : 0,
            Map = options.Map.Draw,
            Conditions = options.Conditions,
            Levels = options.Levels ?? DefaultLevels,
            Ports = hasVisitors ? ProxyNetwork.PortsWithDns : ProxyNetwork.Ports,
        };
        var pointers = new CooperationOptions().PointerTime;
        var longest = options.Finding == ProxyFinding.NamesWithHints && HintTime > pointers ? HintTime : pointers;
        return ScenarioRunner.Run(Name, options, settings, longest, network => PlayAsync(network, options));
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
        var arrivals = new Arrivals(index.Clock, files.Length, options.Seed, options.Rate ?? DefaultRate);
        var end = TimeSpan.FromMinutes(minutes);
        var deaths = (int)Math.Round(options.Crash * index.Nodes.Count);
        var fetchers = options.Finding == ProxyFinding.Beside ? await PlayBesideAsync() : await PlayApartAsync();
        nodes.Check(cooperation.UploadsPerObject);
        return Result(index.Settings, options.Finding, nodes, tally, fetchers);

        async Task<int> PlayBesideAsync()
        {
            var crowd = new Crowd(nodes, files, arrivals, tally);
            var crashes = new CrowdCrashes(nodes, crowd.Crash);
            await Task.WhenAll(crowd.PlayAsync(end), crashes.PlayAsync(deaths));
            return crashes.Fetchers;
        }

        async Task<int> PlayApartAsync()
        {
            using var servers = new NameServers(nodes, options.Finding == ProxyFinding.NamesWithHints, Host);
            IProxyFinder finder =
                options.Finding == ProxyFinding.Nearest
                    ? new NearestProxies(nodes)
                    : new ResolvedProxies(nodes, servers, NameServers.Zone.Child(Host));
            var crashes = new CrowdCrashes(nodes, servers.Crash);
            var visitors = new Visitors(nodes, finder, files, arrivals, tally);
            await Task.WhenAll(visitors.PlayAsync(end), crashes.PlayAsync(deaths));
            servers.Check(isQuiet: deaths == 0);
            return crashes.Fetchers;
        }
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
        ProxyFinding finding,
        ProxyNetwork nodes,
        CrowdTally tally,
        int fetchersDied
    )
    {
        var fetches = tally.FetchTimes;
        var clients = tally.ClientWaits.Select(wait => wait.Total.TotalMilliseconds).Order().ToList();
        return new FlashCrowdResult(
            Name,
            settings.Seed,
            settings.Nodes,
            settings.Levels,
            Hints: finding == ProxyFinding.NamesWithHints,
            tally.Served + tally.Failed,
            nodes.Origin.Requests.Count,
            tally.Failed,
            tally.ByMinute,
            Figures(fetches),
            finding == ProxyFinding.Beside ? null : Figures(clients)
        )
        {
            FetchTimes = fetches,
            ClientWaits = tally.ClientWaits,
            ClientTimes = clients,
            Joined = tally.Joined,
            FetchersDied = fetchersDied,
            OriginConnections = nodes.Origin.Connections,
            MostUploads = nodes.Peers.Uploads.Most,
        };
    }

    private static FlashCrowdResult.Milliseconds Figures(IReadOnlyList<double> times)
    {
        double At(double share) => ScenarioJson.Rounded(Percentiles.At(times, share), 1);
        return new FlashCrowdResult.Milliseconds(At(0.5), At(0.8), At(0.96), At(0.98));
    }
}
