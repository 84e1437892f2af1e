using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Simulation.Maps;
using Coral.Simulation.Nodes;
using Coral.Simulation.Web;

namespace Coral.Simulation.Scenarios;

/// <summary>The cost of keeping pointers to stored objects in the index.</summary>
/// <remarks>
/// Every node stores its own objects, fetched through its cache from the origin: no two nodes share a key, so that no
/// put ends early because others have put before. When all pointers have expired, an hour is measured in which some of
/// the objects are used again and again, and the others not at all.
/// </remarks>
public static class Renewals
{
    /// <summary>The time that is measured.</summary>
    public static readonly TimeSpan Counted = TimeSpan.FromHours(1);

    /// <summary>The interval of uses of an object that is used: far shorter than that of renewals.</summary>
    public static readonly TimeSpan Use = TimeSpan.FromMinutes(5);

    private const int BodyBytes = 64;
    private const long Fast = 1L << 50;

    /// <summary>The duration of all fetches together.</summary>
    private static readonly TimeSpan Filling = TimeSpan.FromMinutes(20);

    /// <summary>Runs the measurement.</summary>
    /// <param name="nodes">The number of nodes, all over the world.</param>
    /// <param name="stored">The number of objects that each node stores.</param>
    /// <param name="used">The number of objects that are used at each node.</param>
    /// <param name="seed">The seed of all random numbers of the run.</param>
    public static RenewalsResult Run(int nodes, int stored, int used, int seed)
    {
        var settings = new IndexNetworkSettings
        {
            Seed = seed,
            Nodes = nodes,
            Map = GeographicMap.World,
            Levels = 3,
            Ports = ProxyNetwork.Ports,
        };
        var cooperation = new CooperationOptions();
        return ScenarioRunner.Run(
            "renewals",
            new ScenarioOptions { Seed = seed, Nodes = nodes },
            settings,
            cooperation.PointerTime,
            index => PlayAsync(index, cooperation, stored, used)
        );
    }

    private static async Task<RenewalsResult> PlayAsync(
        IndexNetwork index,
        CooperationOptions cooperation,
        int stored,
        int used
    )
    {
        var conditions = new WebConditions { NodeBitsPerSecond = Fast, OriginBitsPerSecond = Fast };
        using var nodes = new ProxyNetwork(index, conditions, new CacheOptions(), cooperation);
        var content = new byte[BodyBytes];
        var places = Enumerable.Range(0, index.Nodes.Count).ToArray();
        await Task.WhenAll(places.Select(FillAsync));
        await Task.Delay(cooperation.PointerTime, index.Clock);

        var before = Totals();
        var datagrams = index.Network.Datagrams;
        await Task.WhenAll(places.Select(UseAsync));
        var after = Totals();
        nodes.Check(cooperation.UploadsPerObject);
        return new RenewalsResult(
            nodes.Caches.Count * used,
            after.Puts - before.Puts,
            after.Calls - before.Calls,
            index.Network.Datagrams - datagrams
        );

        (long Puts, long Calls) Totals() =>
            (nodes.Content.Sum(content => content.Puts), nodes.Content.Sum(content => content.PutCalls));

        async Task FillAsync(int place)
        {
            for (var i = 0; i < stored; i++)
            {
                await index.Clock.PauseAsync(
                    (Filling * ((i + index.Random.NextDouble()) / stored)) - index.Clock.Elapsed
                );
                var key = nodes.Origin.Add(Target(place, i), content);
                var request = new CacheRequest(key, IsHead: false, FieldList.Empty);
                using var response = await nodes.Caches[place].GetAsync(request, default);
                await BodyCheck.ReadAsync(response.Body!, content, index.Clock, default);
            }
        }

        async Task UseAsync(int place)
        {
            var start = index.Clock.Elapsed;
            for (var round = TimeSpan.Zero; round < Counted; round += Use)
            {
                for (var i = 0; i < used; i++)
                {
                    await index.Clock.PauseAsync(start + round + (Use * ((double)i / used)) - index.Clock.Elapsed);
                    if (
                        nodes
                            .Caches[place]
                            .FindFresh(new CacheKey(SimulatedOrigin.Name, Target(place, i)), FieldList.Empty)
                        is null
                    )
                    {
                        throw new InvalidOperationException($"Node {place} does not store its object {i}.");
                    }
                }
            }

            await index.Clock.PauseAsync(start + Counted - index.Clock.Elapsed);
        }
    }

    private static string Target(int place, int i) => $"/{place}/{i}";
}
