using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Options;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Index.Tests.Events;

/// <summary>Two nodes that meet, and what each tells its listener.</summary>
public sealed class IndexEventsTests
{
    private static readonly Key Key = Key.Of("key");

    [Fact]
    public void Joined_IsRaisedOnce() =>
        Run(
            async (_, first, second) =>
            {
                await second.Node.JoinAsync([first.Node.Contact.Address], default);

                Assert.Single(second.Events.Heard, "joined 1");
            }
        );

    [Fact]
    public void GetOrPut_TellsItsLookupAndWhoHasTheLease() =>
        Run(
            async (_, first, second) =>
            {
                await first.Node.Content.GetOrPutAsync(Key, LeaseOf(1), [], LevelRange.All, default);
                await second.Node.Content.GetOrPutAsync(Key, LeaseOf(2), [], LevelRange.All, default);

                Assert.Equal(["lookup GetOrPut", "lease taken"], first.Events.Operations);
                Assert.Equal(["lookup GetOrPut", "lease lost"], second.Events.Operations);
            }
        );

    [Fact]
    public void PutAndGet_TellTheirLookup() =>
        Run(
            async (_, first, second) =>
            {
                await first.Node.Content.PutAsync(Key, new byte[1], TimeSpan.FromMinutes(1), LevelRange.All, default);
                await second.Node.Content.GetAsync(Key, LevelRange.All, default);

                Assert.Equal(["lookup Put"], first.Events.Operations);
                Assert.Equal(["lookup Get"], second.Events.Operations);
                Assert.Contains("passed", first.Events.Heard);
            }
        );

    [Fact]
    public void Call_TellsItsEndAndALostPeer() =>
        Run(
            async (clock, first, second) =>
            {
                await first.Node.Rpc.PingAsync(second.Node.Contact, key: null);
                await second.Transport.DisposeAsync();
                await first.Node.Rpc.PingAsync(second.Node.Contact, key: null);

                Assert.Contains("Ping Answered 20 ms", first.Events.Heard);
                Assert.Single(first.Events.Heard, "lost TimedOut");
                Assert.Contains(first.Events.Heard, line => line.StartsWith("Ping TimedOut", StringComparison.Ordinal));
            }
        );

    private static Lease LeaseOf(ulong id) => new(id, new byte[1], TimeSpan.FromSeconds(20));

    private static void Run(Func<VirtualClock, Member, Member, Task> story)
    {
        var clock = new VirtualClock();
        clock.Run(async () =>
        {
            var random = new Random(Fixtures.SmallNetwork.Seed);
            var map = new UniformMap(2, TimeSpan.FromMilliseconds(20));
            var network = new SimulatedNetwork(clock, map, NetworkConditions.Perfect, random);
            using var stop = new CancellationTokenSource();
            var members = Enumerable.Range(0, 2).Select(place => new Member(network, clock, random, place)).ToList();
            members.ForEach(member => _ = member.Node.RunAsync(stop.Token));
            await members[1].Node.JoinAsync([members[0].Node.Contact.Address], default);
            await Task.Delay(TimeSpan.FromSeconds(5), clock);
            await story(clock, members[0], members[1]);
            Stop(stop, members);
        });
    }

    /// <summary>On the clock's own thread.</summary>
    private static void Stop(CancellationTokenSource stop, List<Member> members)
    {
        stop.Cancel();
        members.ForEach(member => member.Node.Dispose());
    }

    private sealed class Member
    {
        public Member(SimulatedNetwork network, VirtualClock clock, Random random, int place)
        {
            var tokens = new SeededTokens(random);
            var options = new IndexOptions { Hints = false };
            var config = new IndexNodeConfig(NodeId.Draw(tokens), default, [new byte[32]], options)
            {
                Clusters = new() { Levels = 1 },
            };
            Transport = network.Attach(place);
            Node = new IndexNode(config, Transport, clock, random, tokens, Events);
        }

        public SimulatedTransport Transport { get; }

        public IndexNode Node { get; }

        public Recorder Events { get; } = new();
    }

    private sealed class Recorder : IIndexEvents
    {
        public List<string> Heard { get; } = [];

        public IEnumerable<string> Operations =>
            Heard.Where(line =>
                line.StartsWith("lookup", StringComparison.Ordinal)
                || line.StartsWith("lease", StringComparison.Ordinal)
            );

        public void Joined(int nodes, TimeSpan elapsed) => Heard.Add($"joined {nodes}");

        public void LookupDone(LookupKind kind, LookupCost cost) => Heard.Add($"lookup {kind}");

        public void LeaseTaken(Key key) => Heard.Add("lease taken");

        public void LeaseLost(Key key, ClusterLevel level) => Heard.Add("lease lost");

        public void PutPassed(Key key, ClusterLevel level, NodeId sender) => Heard.Add("passed");

        public void PeerLost(NodeContact peer, PeerLossReason reason) => Heard.Add($"lost {reason}");

        public void RpcDone(RpcType type, RpcOutcome outcome, TimeSpan duration) =>
            Heard.Add($"{type} {outcome} {duration.TotalMilliseconds:F0} ms");
    }
}
