using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Sources;

/// <summary>Nodes die at any moment and others come: no wrong byte, no needless request to the origin.</summary>
public sealed class KillSoakTests
{
    private const int Objects = 12;
    private const int Requests = 300;

    private static readonly long[] Lengths = [0, 1, 1000, 65_536, 65_537, 200_000, 700_000];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void GetAsync_UnderRandomKills_EveryBodyIsRightAndNoOriginRequestIsNeedless(int seed)
    {
        var random = new Random(seed);
        var nodes = 5 + random.Next(16);
        var options = new CooperationOptions { UploadsPerObject = 1 + random.Next(4) };
        using var network = new TestNetwork(nodes, options, seed: seed);
        network.Web.Answer = (request, _) => ScriptOf(request, random);
        var needless = new List<string>();
        network.OriginAsked = (requester, request) => needless.AddRange(Needless(network, requester, request.Key));

        network.Clock.Run(async () =>
        {
            var gets = new List<Task>();
            for (var i = 0; i < Requests; i++)
            {
                await network.Wait(random.NextDouble() * 0.2);
                if (random.Next(8) == 0)
                {
                    var living = network.Nodes.Where(node => !node.IsDead).ToList();
                    living[random.Next(living.Count)].Kill();
                    network.Add(network.Nodes.Count);
                }

                var node = Living(network, random);
                gets.Add(CheckAsync(node, random.Next(Objects), seed));
            }

            await Task.WhenAll(gets);
        });

        Assert.True(needless.Count == 0, $"seed {seed}: {string.Join("; ", needless)}");
        Assert.Equal(0, network.Counted("coral.caching.search.turns/gave-up"));
    }

    /// <summary>A dead node's clients may wait for ever; all others get every byte.</summary>
    private static async Task CheckAsync(TestNode node, int number, int seed)
    {
        var get = node.GetAsync($"/{number}");
        await Task.WhenAny(get, node.Death);
        if (node.IsDead)
        {
            return;
        }

        var result = await get;
        Assert.True(
            (200, Lengths[number % Lengths.Length], null) == (result.Code, result.Bytes, result.BodyFailure),
            $"seed {seed}, object {number}: {result}"
        );
    }

    /// <summary>Living nodes that have the object, or are asking the origin for it, already.</summary>
    private static IEnumerable<string> Needless(TestNetwork network, TestNode requester, CacheKey key) =>
        network
            .Nodes.Where(node => !requester.IsDead && !node.IsDead && node != requester)
            .Where(node => node.Fetching.Contains(key) || node.Store.Holds(key))
            .Select(node => $"{key} at {network.Clock.Elapsed}: {requester.Contact.Id} although {node.Contact.Id}");

    private static Script ScriptOf(CacheRequest request, Random random)
    {
        var number = int.Parse(request.Key.Target[1..], System.Globalization.CultureInfo.InvariantCulture);
        var length = Lengths[number % Lengths.Length];
        return Script.Ok(("Cache-Control", "max-age=36000"), ("ETag", $"\"{number}\"")) with
        {
            HeaderAfter = TimeSpan.FromSeconds(random.NextDouble() * 3),
            Length = length,
            Declared = number % 3 == 0 ? null : length,
            HasRanges = number % 2 == 0,
            ChunkBytes = 20_000,
            ChunkAfter = TimeSpan.FromSeconds(0.3),
        };
    }

    private static TestNode Living(TestNetwork network, Random random)
    {
        var living = network.Nodes.Where(node => !node.IsDead).ToList();
        return living[random.Next(living.Count)];
    }
}
