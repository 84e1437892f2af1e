using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Simulation.Maps;
using Coral.Simulation.Nodes;
using Coral.Simulation.Web;

namespace Coral.Simulation.Scenarios;

/// <summary>The extra wait for an object that a nearby node has, over a local hit.</summary>
/// <remarks>
/// One level-2 cluster, every node equally far from every other. Each sample is a new object: a random node fetches it
/// whole; half a minute later a client of another node requests it, and then again, which is the local hit. Access
/// lines are so fast that only distances take time.
/// </remarks>
public static class NearHits
{
    /// <summary>The round trip between any two nodes: well within a level-2 cluster's diameter.</summary>
    public static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(8);

    private const long Fast = 1L << 50;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    /// <summary>Measures the samples.</summary>
    /// <param name="nodes">The number of members of the cluster.</param>
    /// <param name="isWarm">True if the requesting node has a connection to the holder already.</param>
    /// <param name="objectBytes">The length of each object, in bytes.</param>
    /// <param name="samples">The number of objects that are measured.</param>
    /// <param name="seed">The seed of all random numbers of the run.</param>
    public static NearHitsResult Run(int nodes, bool isWarm, int objectBytes, int samples, int seed)
    {
        var settings = new IndexNetworkSettings
        {
            Seed = seed,
            Nodes = nodes,
            Map = (count, _) => new UniformMap(count, RoundTrip),
            Levels = 3,
            Ports = ProxyNetwork.Ports,
        };
        var cooperation = new CooperationOptions();
        return ScenarioRunner.Run(
            "near-hits",
            new ScenarioOptions { Seed = seed, Nodes = nodes },
            settings,
            cooperation.PointerTime,
            index => PlayAsync(index, cooperation, isWarm, objectBytes, samples)
        );
    }

    private static async Task<NearHitsResult> PlayAsync(
        IndexNetwork index,
        CooperationOptions cooperation,
        bool isWarm,
        int objectBytes,
        int samples
    )
    {
        var conditions = new WebConditions { NodeBitsPerSecond = Fast, OriginBitsPerSecond = Fast };
        using var nodes = new ProxyNetwork(index, conditions, new CacheOptions(), cooperation);
        var (headers, bodies) = (new List<double>(samples), new List<double>(samples));
        var near = 0;
        for (var sample = 0; sample < samples; sample++)
        {
            var content = new byte[objectBytes];
            index.Random.NextBytes(content);
            var request = new CacheRequest(nodes.Origin.Add($"/{sample}", content), IsHead: false, FieldList.Empty);
            var holder = index.Random.Next(index.Nodes.Count);
            var requester = (holder + 1 + index.Random.Next(index.Nodes.Count - 1)) % index.Nodes.Count;
            await RequestAsync(holder, request, content);

            // Connections of earlier samples have closed by then.
            await Task.Delay(WebConditions.ConnectionIdleTime + Settling, index.Clock);
            if (isWarm)
            {
                await nodes.Peers.NetworkOf(requester).ConnectAsync(index.Nodes[holder].Contact, default);
            }

            var away = await RequestAsync(requester, request, content);
            var local = await RequestAsync(requester, request, content);
            near += away.Status.Detail == "level2" ? 1 : 0;
            headers.Add((away.Header - local.Header) / RoundTrip);
            bodies.Add((away.Body - local.Body) / RoundTrip);
        }

        nodes.Check(cooperation.UploadsPerObject);
        headers.Sort();
        bodies.Sort();
        return new NearHitsResult(headers, bodies, (double)near / samples);

        async Task<(TimeSpan Header, TimeSpan Body, CacheStatus Status)> RequestAsync(
            int place,
            CacheRequest request,
            byte[] content
        )
        {
            var start = index.Clock.Elapsed;
            using var response = await nodes.Caches[place].GetAsync(request, default);
            var header = index.Clock.Elapsed - start;
            var first = await BodyCheck.ReadAsync(response.Body!, content, index.Clock, default);
            return (header, first!.Value - start, response.Status);
        }
    }
}
