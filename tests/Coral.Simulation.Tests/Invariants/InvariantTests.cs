using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Options;
using Coral.Index.Routing;
using Coral.Index.Rpc;
using Coral.Simulation.Invariants;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Simulation.Tests.Invariants;

/// <summary>Each invariant holds in a sound network, and detects its violation.</summary>
public sealed class InvariantTests
{
    private const int Seed = 3;
    private static readonly Key Key = Key.Of("http://www.x.com/");

    [Fact]
    public void All_OfASoundNetwork_Hold() =>
        Run(
            async (network, population) =>
            {
                network.Start();
                await network
                    .Nodes[0]
                    .Content.PutAsync(Key, new byte[8], TimeSpan.FromHours(1), LevelRange.All, default);
                await Task.Delay(TimeSpan.FromMinutes(2), network.Clock);

                await InvariantChecker.CheckAsync(population, network.Random);
            }
        );

    [Fact]
    public void Check_WithAViolation_NamesTheInvariant() =>
        Run(
            async (network, population) =>
            {
                network.Nodes[7].Peers.Move(ClusterSet.None);

                var error = await Assert.ThrowsAsync<InvariantException>(() =>
                    InvariantChecker.CheckAsync(population, network.Random)
                );
                Assert.StartsWith(
                    $"OneClusterALevel: {network.Nodes[7].Contact.Id} is in 0 clusters",
                    error.Message,
                    StringComparison.Ordinal
                );
            }
        );

    [Fact]
    public void NoValueOutlivesItsTime_WithoutSweeping_IsViolated() =>
        Run(
            async (network, population) =>
            {
                var owner = network.Nodes[1].Contact;
                network
                    .Nodes[0]
                    .Store.Write(Key, ClusterLevel.Global, owner, [1], TimeSpan.FromSeconds(1), leaseId: null);
                var invariant = new NoValueOutlivesItsTime();
                await Task.Delay(TimeSpan.FromSeconds(11), network.Clock);
                Assert.Null(await invariant.ViolationAsync(population));

                await Task.Delay(TimeSpan.FromSeconds(1), network.Clock);
                Assert.NotNull(await invariant.ViolationAsync(population));
            }
        );

    [Fact]
    public void NoValueOutlivesItsTime_OfAValueThatWasGivenTooMuch_IsViolated() =>
        Run(
            async (network, population) =>
            {
                var owner = network.Nodes[1].Contact;
                network
                    .Nodes[0]
                    .Store.Write(Key, ClusterLevel.Global, owner, [1], TimeSpan.FromHours(2), leaseId: null);

                Assert.NotNull(await new NoValueOutlivesItsTime().ViolationAsync(population));
            }
        );

    [Fact]
    public void BucketsInOrder_WithMoreThanK_IsViolated() =>
        Run(
            async (_, population) =>
            {
                var invariant = new BucketsInOrder();
                Assert.Null(await invariant.ViolationAsync(population));

                var strict = population with { Options = new IndexOptions { BucketSize = 7 } };
                Assert.Contains("holds 8 contacts", await invariant.ViolationAsync(strict), StringComparison.Ordinal);
            }
        );

    [Fact]
    public void LeakageWithinBound_WithOnePutTooMany_IsViolated() =>
        Run(
            async (network, watched) =>
            {
                var invariant = new LeakageWithinBound();
                for (ulong put = 0; put < 3; put++)
                {
                    Assert.Null(await invariant.ViolationAsync(watched));
                    Probe(network, put);
                    Probe(network, put);
                    await Task.Delay(TimeSpan.FromSeconds(6), network.Clock);
                }

                Assert.Contains("more than 2 puts", await invariant.ViolationAsync(watched), StringComparison.Ordinal);
            },
            strictLeakage: 1
        );

    [Fact]
    public void LookupsConverge_AcrossAPartition_IsViolated() =>
        Run(
            async (network, population) =>
            {
                network.Start();
                network.Network.Partition(place => place % 2);

                var invariant = new LookupsConverge(network.Random, 20);
                Assert.Contains("is nearer", await invariant.ViolationAsync(population), StringComparison.Ordinal);
                Assert.Null(await invariant.ViolationAsync(population with { IsFaultless = false }));
            }
        );

    private static void Probe(IndexNetwork network, ulong transaction)
    {
        var caller = new Caller(network.Nodes[1].Contact, transaction, SharesCluster: true);
        var query = FindQuery.ForPut(ClusterLevel.Global, Key);
        network.Nodes[0].Find.Answer(caller, query.ToRequest(paddingBytes: 0), new FindAnswer());
    }

    private static void Run(Func<IndexNetwork, Population, Task> story, int? strictLeakage = null)
    {
        var clock = new VirtualClock();
        var leakage = strictLeakage is { } most
            ? new LeakageWatch(clock, new IndexOptions { LeakagePerMinute = most })
            : null;
        clock.Run(async () =>
        {
            var settings = new IndexNetworkSettings
            {
                Seed = Seed,
                Nodes = 60,
                Levels = 3,
                Listeners = leakage is null ? [] : [leakage.Of],
            };
            using var network = new IndexNetwork(clock, settings);
            await story(
                network,
                new Population(clock, network.Nodes, settings.Options) { IsFaultless = true, Leakage = leakage }
            );
        });
    }
}
