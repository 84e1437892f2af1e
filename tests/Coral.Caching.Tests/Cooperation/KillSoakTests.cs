using Coral.Caching.Model;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Cooperation;

/// <summary>Nodes die at any moment and others come: no wrong byte, no needless request to the origin.</summary>
public sealed class KillSoakTests
{
    private const int Objects = 12;
    private const int Requests = 300;

    private static readonly long[] Lengths = [0, 1, 1000, 65_536, 65_537, 200_000, 700_000];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(26)]
    [InlineData(27)]
    [InlineData(28)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    [InlineData(35)]
    [InlineData(36)]
    [InlineData(37)]
    [InlineData(38)]
    [InlineData(39)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    [InlineData(44)]
    [InlineData(45)]
    [InlineData(46)]
    [InlineData(47)]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(51)]
    [InlineData(52)]
    [InlineData(53)]
    [InlineData(54)]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(66)]
    [InlineData(67)]
    [InlineData(68)]
    [InlineData(69)]
    [InlineData(70)]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(73)]
    [InlineData(74)]
    [InlineData(75)]
    [InlineData(76)]
    [InlineData(77)]
    [InlineData(78)]
    [InlineData(79)]
    [InlineData(80)]
    [InlineData(81)]
    [InlineData(82)]
    [InlineData(83)]
    [InlineData(84)]
    [InlineData(85)]
    [InlineData(86)]
    [InlineData(87)]
    [InlineData(88)]
    [InlineData(89)]
    [InlineData(90)]
    [InlineData(91)]
    [InlineData(92)]
    [InlineData(93)]
    [InlineData(94)]
    [InlineData(95)]
    [InlineData(96)]
    [InlineData(97)]
    [InlineData(98)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    [InlineData(104)]
    [InlineData(105)]
    [InlineData(106)]
    [InlineData(107)]
    [InlineData(108)]
    [InlineData(109)]
    [InlineData(110)]
    public void GetAsync_UnderRandomKills_EveryBodyIsRightAndTheOriginIsAskedOnlyWhereItMustBe(int seed)
    {
        var random = new Random(seed);
        var nodes = 5 + random.Next(16);
        using var network = new TestNetwork(nodes, seed: seed);
        network.Web.Answer = (request, _) => ScriptOf(request, random);
        var needless = new List<string>();
        network.OriginAsked = (asker, request) => needless.AddRange(Needless(network, asker, request.Key));

        network.Clock.Run(async () =>
        {
            var gets = new List<Task>();
            for (var i = 0; i < Requests; i++)
            {
                await network.Wait(random.NextDouble() * 0.2);
                if (random.Next(12) == 0)
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
        System.IO.File.AppendAllText(
            "/tmp/soak.log",
            $"{seed} origin {network.Web.Hits} failovers {network.Counted("coral.caching.failovers")} takeovers {network.Counted("coral.caching.takeovers")} circles {network.Counted("coral.caching.search.turns/circle")} full {network.Counted("coral.caching.search.turns/full")}\n"
        );
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
    private static IEnumerable<string> Needless(TestNetwork network, TestNode asker, CacheKey key) =>
        network
            .Nodes.Where(node => !asker.IsDead && !node.IsDead && node != asker)
            .Where(node => node.Fetching.Contains(key) || node.Store.Holds(key))
            .Select(node => $"{key} at {network.Clock.Elapsed}: {asker.Contact.Id} although {node.Contact.Id}");

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
            ChunkAfter = TimeSpan.FromSeconds(0.05),
        };
    }

    private static TestNode Living(TestNetwork network, Random random)
    {
        var living = network.Nodes.Where(node => !node.IsDead).ToList();
        return living[random.Next(living.Count)];
    }
}
