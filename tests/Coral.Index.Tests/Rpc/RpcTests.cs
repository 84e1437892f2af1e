using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Messages;
using Coral.Index.Options;
using Coral.Index.Rpc;
using Coral.Index.Tests.Fixtures;
using Coral.Simulation.Nodes;

namespace Coral.Index.Tests.Rpc;

/// <summary>Requests and responses over datagrams, between a node and an endpoint of the test.</summary>
public sealed class RpcTests
{
    private const int Stranger = 7;
    private static readonly DatagramSeal Seal = new([new byte[32]]);

    [Fact]
    public void Ping_SealedUnderTheNetworksKey_IsAnswered() =>
        Run(async (network, stranger) => Assert.NotEmpty(await AskAsync(network, stranger, Reseal("ping"))));

    [Fact]
    public void Ping_SealedUnderAnotherKey_IsNot() =>
        Run(async (network, stranger) => Assert.Empty(await AskAsync(network, stranger, Samples.All["ping"])));

    [Theory]
    [InlineData("pong")]
    [InlineData("found-values")]
    [InlineData("stored")]
    public void Response_ToNoRequest_IsNotAnswered(string name) =>
        Run(async (network, stranger) => Assert.Empty(await AskAsync(network, stranger, Reseal(name))));

    [Fact]
    public void Datagrams_MutatedOrNoise_AreNeverAnswered() =>
        Run(
            async (network, stranger) =>
            {
                var random = new Random(SmallNetwork.Seed);
                var sent = 0;
                for (var i = 0; i < 2_000; i++)
                {
                    var datagram = Samples.All.Values.ElementAt(random.Next(Samples.All.Count)).ToArray();
                    datagram[random.Next(datagram.Length)] ^= (byte)(1 << random.Next(8));
                    await stranger.SendAsync(network.Nodes[0].Contact.Address, datagram, default);
                    sent++;
                }

                Assert.Empty(await AskAsync(network, stranger, [0xA0]));
                Assert.Equal(2_000, sent);
            }
        );

    [Fact]
    public void Answer_FromAnotherAddress_IsNotTaken() =>
        Run(
            async (network, stranger) =>
            {
                var node = network.Nodes[0];
                var other = network.Network.Attach(Stranger + 1);
                var call = PingAsync(node, stranger.LocalAddress);
                var request = await ReceiveAsync(stranger);
                await other.SendAsync(node.Contact.Address, PongTo(request), default);

                Assert.Equal(Coral.Index.Rpc.PingOutcome.Silent, await call);
            }
        );

    [Fact]
    public void Answer_FromTheAddressAsked_IsTaken() =>
        Run(
            async (network, stranger) =>
            {
                var node = network.Nodes[0];
                var call = PingAsync(node, stranger.LocalAddress);
                var request = await ReceiveAsync(stranger);
                await stranger.SendAsync(node.Contact.Address, PongTo(request), default);

                Assert.Equal(Coral.Index.Rpc.PingOutcome.Alive, await call);
            }
        );

    /// <summary>A node that restarts under another identity keeps its address.</summary>
    [Fact]
    public void Answer_OfAnotherNodeAtTheAddressAsked_EndsTheCallAsSilenceDoes() =>
        Run(
            async (network, stranger) =>
            {
                var node = network.Nodes[0];
                var asked = ContactAt(stranger.LocalAddress) with { Id = Samples.Other };
                var call = node.Rpc.PingAsync(asked, key: null);
                var request = await ReceiveAsync(stranger);
                await stranger.SendAsync(node.Contact.Address, PongTo(request), default);

                var outcome = await call.WaitAsync(TimeSpan.FromSeconds(10), network.Clock);
                Assert.Equal(Coral.Index.Rpc.PingOutcome.Silent, outcome);
                Assert.False(node.Peers.MayLearn(asked));
            }
        );

    [Fact]
    public void Call_WithoutAnAnswer_IsSentTwiceThenItsReceiverIsInQuarantine() =>
        Run(
            async (network, stranger) =>
            {
                var node = network.Nodes[0];
                var start = network.Clock.Elapsed;
                Assert.Equal(Coral.Index.Rpc.PingOutcome.Silent, await PingAsync(node, stranger.LocalAddress));

                Assert.Equal(TimeSpan.FromSeconds(2), network.Clock.Elapsed - start);
                Assert.Equal(await ReceiveAsync(stranger), await ReceiveAsync(stranger));
                Assert.False(node.Peers.MayLearn(ContactAt(stranger.LocalAddress)));
            }
        );

    /// <summary>A node that must try other nodes first may take four seconds more for each of its two tries.</summary>
    [Theory]
    [InlineData(true, false, 2)]
    [InlineData(true, true, 10)]
    [InlineData(false, true, 10)]
    public void Find_WithExceptionsFromASilentNode_WaitsLongerUnlessItIsTheOnlyOne(
        bool itself,
        bool other,
        int seconds
    ) =>
        Run(
            async (network, stranger) =>
            {
                var except = new List<byte>();
                Add(itself, Samples.Requester);
                Add(other, Samples.Other);
                var key = Key.Of("key");
                var query = new FindQuery(
                    ClusterLevel.Global,
                    key.Point,
                    FindMode.Lease,
                    key,
                    LeaseId: 1,
                    except.ToArray()
                );
                var start = network.Clock.Elapsed;

                Assert.False(await network.Nodes[0].Rpc.FindAsync(ContactAt(stranger.LocalAddress), query, new()));
                Assert.Equal(TimeSpan.FromSeconds(seconds), network.Clock.Elapsed - start);

                void Add(bool isIn, NodeId node)
                {
                    var bytes = new byte[Identifier.ByteCount];
                    node.Point.Write(bytes);
                    except.AddRange(isIn ? bytes : []);
                }
            }
        );

    [Fact]
    public void Call_OfANodeThatIsDisposed_EndsAtOnceAndSendsNothing() =>
        Run(
            async (network, stranger) =>
            {
                var node = network.Nodes[0];
                var before = PingAsync(node, stranger.LocalAddress);
                node.Dispose();
                var sent = network.Network.Datagrams;
                var after = PingAsync(node, stranger.LocalAddress);

                Assert.True(before.IsCompleted && after.IsCompleted);
                Assert.Equal(Coral.Index.Rpc.PingOutcome.Silent, await after);
                Assert.Equal(sent, network.Network.Datagrams);
            }
        );

    [Fact]
    public void Request_OfAnyKind_LiftsTheQuarantineOfItsSender() =>
        Run(
            async (network, stranger) =>
            {
                var node = network.Nodes[0];
                node.Peers.Lost(ContactAt(stranger.LocalAddress));
                await AskAsync(network, stranger, Reseal("ping"));

                Assert.True(node.Peers.MayLearn(ContactAt(stranger.LocalAddress)));
            }
        );

    /// <summary>A node that is busy for half a second must not lose its neighbours for five minutes.</summary>
    [Fact]
    public void Answer_AfterItsCallHasTimedOut_BringsItsSenderBack() =>
        Run(
            async (network, stranger) =>
            {
                var node = network.Nodes[0];
                var lost = ContactAt(stranger.LocalAddress);
                Assert.Equal(Coral.Index.Rpc.PingOutcome.Silent, await PingAsync(node, stranger.LocalAddress));
                var (first, second) = (await ReceiveAsync(stranger), await ReceiveAsync(stranger));
                Assert.False(node.Peers.MayLearn(lost));
                await stranger.SendAsync(node.Contact.Address, PongTo(first), default);
                var greeting = await ReceiveAsync(stranger);
                await AskAsync(network, stranger, PongTo(greeting));

                Assert.Equal(first, second);
                Assert.True(node.Peers.MayLearn(lost));
                Assert.True(node.Peers.Table(ClusterLevel.Global).Contains(lost.Id));
            }
        );

    [Fact]
    public void Request_FromANodeNotYetHeardAnswering_EntersNoTable() =>
        Run(
            async (network, stranger) =>
            {
                await AskAsync(network, stranger, Reseal("ping"));

                Assert.False(network.Nodes[0].Peers.Table(ClusterLevel.Global).Contains(Samples.Requester));
            }
        );

    [Fact]
    public void Requests_AboveTheRate_AreDropped() =>
        Run(
            async (network, stranger) =>
            {
                for (var i = 0; i < 50; i++)
                {
                    await stranger.SendAsync(network.Nodes[0].Contact.Address, Reseal("ping"), default);
                }

                var answers = (await AskAsync(network, stranger, Reseal("ping"))).Count(IsPong);
                Assert.Equal(20, answers);
            },
            settings => settings with { Options = new IndexOptions { RequestsPerSecond = 10 } }
        );

    private static void Run(
        Func<IndexNetwork, IDatagramTransport, Task> story,
        Func<IndexNetworkSettings, IndexNetworkSettings>? change = null
    ) =>
        SmallNetwork.Run(
            3,
            network => story(network, network.Network.Attach(Stranger)),
            settings =>
                (change?.Invoke(settings) ?? settings) with
                {
                    Map = (_, _) => new Coral.Simulation.Maps.UniformMap(Stranger + 2, TimeSpan.FromMilliseconds(20)),
                }
        );

    /// <summary>Sends one datagram to node 0 and collects all that comes back within a second.</summary>
    private static async Task<List<byte[]>> AskAsync(IndexNetwork network, IDatagramTransport from, byte[] datagram)
    {
        await from.SendAsync(network.Nodes[0].Contact.Address, datagram, default);
        var answers = new List<byte[]>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(150), network.Clock);
        try
        {
            while (true)
            {
                answers.Add(await ReceiveAsync(from, limit.Token));
            }
        }
        catch (OperationCanceledException)
        {
            return answers;
        }
    }

    private static async Task<byte[]> ReceiveAsync(
        IDatagramTransport from,
        CancellationToken cancellationToken = default
    )
    {
        var buffer = new byte[1200];
        var datagram = await from.ReceiveAsync(buffer, cancellationToken);
        return buffer[..datagram.Length];
    }

    private static bool IsPong(byte[] datagram) => datagram[4] == (byte)MessageType.Pong;

    private static NodeContact ContactAt(NodeAddress address) => new(Samples.Requester, address, Samples.Ports);

    private static Task<Coral.Index.Rpc.PingOutcome> PingAsync(IndexNode node, NodeAddress to) =>
        node.Rpc.PingAsync(ContactAt(to), key: null);

    private static byte[] PongTo(byte[] request)
    {
        var pong = Samples.All["pong"].ToArray();
        request.AsSpan(6, 9).CopyTo(pong.AsSpan(6));
        pong[^17] = 0xF4;
        return Reseal(pong);
    }

    private static byte[] Reseal(string name) => Reseal(Samples.All[name]);

    private static byte[] Reseal(byte[] datagram)
    {
        var copy = datagram.ToArray();
        Seal.Seal(copy, copy.Length - DatagramSeal.TagBytes);
        return copy;
    }
}
