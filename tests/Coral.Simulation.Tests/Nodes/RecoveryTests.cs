using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index;
using Coral.Index.Options;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Simulation.Tests.Nodes;

/// <summary>A third of a network crashes at once: how soon are all values found again?</summary>
/// <remarks>
/// The functional tests do the same with processes; here virtual time makes the figures independent of the machine.
/// </remarks>
public sealed class RecoveryTests(ITestOutputHelper output)
{
    private const int Nodes = 30;
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Lookups_AfterAThirdCrashes_SucceedAgainInHalfOfTheTimePromised(int seed)
    {
        var clock = new VirtualClock();
        var elapsed = clock.Run(() => RecoverAsync(clock, seed));

        output.WriteLine($"seed {seed}: all found after {elapsed.TotalSeconds:F1} s");
        Assert.InRange(elapsed, TimeSpan.Zero, Promised / 2);
    }

    private static async Task<TimeSpan> RecoverAsync(VirtualClock clock, int seed)
    {
        var map = new UniformMap(Nodes, TimeSpan.FromMilliseconds(1));
        using var network = new LiveNetwork(clock, map, new NetworkConditions(), new IndexOptions(), seed);
        for (var place = 0; place < Nodes; place++)
        {
            network.Start(place, through: place == 0 ? null : 0);
            await Task.Delay(Step, clock);
        }

        await UntilAllFindAsync(network, "before");
        for (var place = 0; place < Nodes; place += 3)
        {
            network.Crash(place);
        }

        var crashed = clock.Elapsed;
        await UntilAllFindAsync(network, "after");
        return clock.Elapsed - crashed;
    }

    /// <summary>Looks again until every value that a node leaves is found by two others.</summary>
    private static async Task UntilAllFindAsync(LiveNetwork network, string name)
    {
        for (var round = 0; !await AllFindAsync(network.Living, $"{name}, round {round}"); round++)
        {
            await Task.Delay(Step, network.Clock);
        }
    }

    private static async Task<bool> AllFindAsync(IReadOnlyList<IndexNode> nodes, string round)
    {
        var found = await Task.WhenAll(Enumerable.Range(0, nodes.Count).Select(FindsAsync));
        return Array.TrueForAll(found, isThere => isThere);

        async Task<bool> FindsAsync(int place)
        {
            var key = Key.Of($"{round}: key {place}");
            await nodes[place].Content.PutAsync(key, new byte[8], TimeSpan.FromMinutes(10), LevelRange.All, default);
            var next = nodes[(place + 1) % nodes.Count];
            var far = nodes[(place + (nodes.Count / 2)) % nodes.Count];
            return await HasAsync(next) && await HasAsync(far);

            async Task<bool> HasAsync(IndexNode node) =>
                (await node.Content.GetAsync(key, LevelRange.All, default)).Values.Count > 0;
        }
    }
}
