using Coral.Caching.Publishing;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;
using Coral.Core.Index;
using Coral.Simulation.Nodes;

namespace Coral.Caching.Tests.Sources;

/// <summary>Crowds over the real index in a simulated network, of three levels, while nodes crash.</summary>
public sealed class RealIndexSoakTests
{
    private const int NodeCount = 30;
    private const int Objects = 6;
    private const int Length = 400_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void GetAsync_CrowdsWhileNodesCrash_EveryBodyIsRightAndOneRequestForEachDeathAtMost(int seed)
    {
        var random = new Random(seed);
        using var network = new TestNetwork(0, new CooperationOptions { UploadsPerObject = 3 }, seed: seed);
        network.Web.Answer = (request, _) =>
            Script.Ok(("Cache-Control", "max-age=36000"), ("ETag", "\"v\""), ("Vary", "Accept-Language")) with
            {
                HeaderAfter = TimeSpan.FromSeconds(random.NextDouble() * 5),
                Length = Length,
                HasRanges = request.Key.Target != "/1",
                ChunkBytes = 20_000,
                ChunkAfter = TimeSpan.FromSeconds(0.2),
            };
        var deaths = 0;

        var results = network.Clock.Run(async () =>
        {
            using var index = new IndexNetwork(
                network.Clock,
                new IndexNetworkSettings
                {
                    Seed = seed,
                    Nodes = NodeCount,
                    Levels = 3,
                    Ports = new ServicePorts(7443, 0, 0),
                }
            );
            index.Start();
            foreach (var node in index.Nodes)
            {
                network.Add(node.Contact, node.Content);
            }

            var gets = new List<Task<ClientResult?>>();
            for (var i = 0; i < 240; i++)
            {
                await network.Wait(random.NextDouble() * 0.1);
                if (i % 20 == 10)
                {
                    var fetcher = network.Nodes.Find(node => !node.IsDead && node.Fetching.Count > 0);
                    if (fetcher is not null)
                    {
                        deaths += fetcher.Fetching.Count;
                        fetcher.Kill();
                        index.Crash(network.Nodes.IndexOf(fetcher));
                    }
                }

                var living = network.Nodes.FindAll(node => !node.IsDead);
                gets.Add(GetAsync(living[random.Next(living.Count)], $"/{random.Next(Objects)}"));
            }

            return await Task.WhenAll(gets);
        });

        Assert.True(deaths > 3, $"seed {seed}: only {deaths} deaths.");
        Assert.All(
            results,
            result =>
                Assert.True(
                    result is null || (result.Code, result.Bytes, result.BodyFailure) == (200, Length, null),
                    $"seed {seed}: {result}"
                )
        );
        Assert.InRange(network.Web.Hits, Objects, Objects + deaths);
        Assert.Equal(0, network.Counted("coral.caching.search.turns/gave-up"));
        Assert.Contains(results, result => result?.Status.Detail is "level1" or "level2");
    }

    private static async Task<ClientResult?> GetAsync(TestNode node, string target)
    {
        var get = node.GetAsync(target);
        await Task.WhenAny(get, node.Death);
        return node.IsDead ? null : await get;
    }
}
