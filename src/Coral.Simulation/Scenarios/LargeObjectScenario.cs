using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Simulation.Arithmetic;
using Coral.Simulation.Nodes;
using Coral.Simulation.Web;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// A scenario of a crowd for one large object: do the nodes form a tree in which no node is overloaded?
/// </summary>
/// <remarks>
/// Clients read as fast as their node has bytes: the cost of clients to their node is not modelled. A node has the
/// whole object when one of its clients has.
/// </remarks>
public static class LargeObjectScenario
{
    /// <summary>The scenario's name in exceptions.</summary>
    public const string Name = "large-object";

    /// <summary>Eleven segments: a 50 MB object costs a hundred nodes a few million events.</summary>
    private const int ChunkBytes = 11 * WebConditions.SegmentBytes;

    /// <summary>Runs the scenario.</summary>
    /// <exception cref="ScenarioFailedException">A client got wrong bytes, or a node sent too many copies.</exception>
    public static LargeObjectResult Run(LargeObjectSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var index = new IndexNetworkSettings
        {
            Seed = settings.Seed,
            Nodes = settings.Nodes,
            Levels = 3,
            Ports = ProxyNetwork.Ports,
        };
        var cooperation = new CooperationOptions();
        var options = new ScenarioOptions { Seed = settings.Seed, Nodes = settings.Nodes };
        return ScenarioRunner.Run(
            Name,
            options,
            index,
            cooperation.PointerTime,
            network => PlayAsync(network, settings, cooperation)
        );
    }

    private static async Task<LargeObjectResult> PlayAsync(
        IndexNetwork index,
        LargeObjectSettings settings,
        CooperationOptions cooperation
    )
    {
        var conditions = new WebConditions
        {
            OriginBitsPerSecond = settings.OriginBitsPerSecond,
            NodeBitsPerSecond = settings.OriginBitsPerSecond * settings.Advantage,
            ChunkBytes = ChunkBytes,
        };
        using var nodes = new ProxyNetwork(index, conditions, new CacheOptions(), cooperation);
        var content = new byte[settings.ObjectBytes];
        index.Random.NextBytes(content);
        var request = new CacheRequest(nodes.Origin.Add("/large", content), IsHead: false, FieldList.Empty);
        var wholeAt = new TimeSpan?[settings.Nodes];
        var served = 0;
        await Task.WhenAll(Enumerable.Range(0, settings.Clients).Select(ServeAsync));
        nodes.Check(cooperation.UploadsPerObject);

        var transfer = TimeSpan.FromSeconds(settings.ObjectBytes * 8.0 / settings.OriginBitsPerSecond);
        var hop = MeanRoundTrip(index.Settings);
        return new LargeObjectResult(
            settings.Seed,
            nodes.Origin.Requests.Count,
            nodes.Web.BytesSent(nodes.Web.Origin),
            nodes.Peers.Uploads.Most,
            served,
            settings.Clients - served,
            transfer,
            hop,
            Array.TrueForAll(wholeAt, at => at is not null) ? wholeAt.Max()!.Value : TimeSpan.MaxValue,
            1.5 * (transfer + (ExactMath.Log(settings.Nodes) / ExactMath.Log(2) * hop))
        );

        async Task ServeAsync(int client)
        {
            var place = client % settings.Nodes;
            await index.Clock.PauseAsync(settings.Spread * index.Random.NextDouble());
            using var response = await nodes.Caches[place].GetAsync(request, CancellationToken.None);
            if (
                response is { Head.Status: 200, Body: { } body }
                && await BodyCheck.ReadAsync(body, content, index.Clock, CancellationToken.None) is not null
            )
            {
                served++;
                wholeAt[place] ??= index.Clock.Elapsed;
            }
        }
    }

    private static TimeSpan MeanRoundTrip(IndexNetworkSettings settings)
    {
        var map = settings.Map(settings.Nodes, settings.Seed);
        var pairs =
            from a in Enumerable.Range(0, map.Count)
            from b in Enumerable.Range(0, map.Count)
            where a != b
            select map.RoundTrip(a, b).Ticks;
        return TimeSpan.FromTicks((long)pairs.Average());
    }
}
