using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;
using Coral.Transport.Tests.Fixtures;
using Coral.Transport.Udp;

namespace Coral.Transport.Tests.Udp;

public sealed class UdpDatagramTransportTests
{
    private readonly byte[] _buffer = new byte[1_200];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_AtPortZero_TellsThePortItGot()
    {
        await using var transport = Sockets.Open("127.0.0.1");

        Assert.NotEqual(0, transport.LocalAddress.Port);
        Assert.Equal(transport.LocalAddress, NodeAddress.From(transport.BoundEndPoint));
    }

    [Fact]
    public async Task Open_WithAnAdvertisedAddress_TellsThatOne()
    {
        await using var transport = Sockets.Open("0.0.0.0", advertised: "192.0.2.7");

        Assert.Equal(
            NodeAddress.From(IPAddress.Parse("192.0.2.7"), transport.BoundEndPoint.Port),
            transport.LocalAddress
        );
    }

    [Fact]
    public async Task Open_WhereThePortIsTaken_SaysSo()
    {
        using var meters = new TestMeters();
        await using var first = Sockets.Open("127.0.0.1");
        var error = Assert.Throws<SocketException>(() =>
            UdpDatagramTransport.Open(
                first.BoundEndPoint,
                advertised: null,
                new UdpTransportOptions(),
                new UdpMetrics(meters)
            )
        );

        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketErrorCode);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Receive_OnBothFamilies_ShowsIPv4AsIPv4AndAnswersEither(string address)
    {
        await using var both = Sockets.Open("::");
        await using var one = Sockets.Open(address);
        await one.SendAsync(NodeAddress.From(IPAddress.Parse(address), both.BoundEndPoint.Port), new byte[1], Token);
        var question = await both.ReceiveAsync(_buffer, Token);
        Assert.Equal(one.LocalAddress, question.Source);

        await both.SendAsync(question.Source, new byte[2], Token);
        var answer = await one.ReceiveAsync(_buffer, Token);
        Assert.Equal(2, answer.Length);
    }

    [Fact(Timeout = 30_000)]
    public async Task Receive_OfMoreThanADatagramMayHave_DropsAndCountsIt()
    {
        using var meters = new TestMeters();
        await using var transport = Sockets.Open("127.0.0.1", meters: meters);
        using var stranger = new UdpClient();
        stranger.Send(new byte[1_201], transport.BoundEndPoint);
        stranger.Send(new byte[60_000], transport.BoundEndPoint);
        stranger.Send([5], transport.BoundEndPoint);

        Assert.Equal(1, (await transport.ReceiveAsync(new byte[9_000], Token)).Length);
        Assert.Equal(2, meters["coral.transport.udp.lost too-long"]);
        Assert.Equal(1, meters["coral.transport.udp.received"]);
    }

    [Fact]
    public async Task Send_ToAFamilyThatTheSocketDoesNotSpeak_IsLossAndCounted()
    {
        using var meters = new TestMeters();
        await using var transport = Sockets.Open("127.0.0.1", meters: meters);
        await transport.SendAsync(NodeAddress.From(IPAddress.IPv6Loopback, 7400), new byte[1], Token);

        Assert.Equal(1, meters["coral.transport.udp.lost unspeakable"]);
    }

    [Fact]
    public async Task Send_WhereTheSystemRefuses_IsLossAndCounted()
    {
        using var meters = new TestMeters();
        await using var transport = Sockets.Open("127.0.0.1", meters: meters);
        await transport.SendAsync(NodeAddress.From(IPAddress.Parse("192.0.2.7"), 7400), new byte[1], Token);

        Assert.Equal(1, meters["coral.transport.udp.lost refused"]);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task SendAndReceive_OnceWarm_AllocateNothing(string address)
    {
        await using var a = Sockets.Open(address);
        await using var b = Sockets.Open(address);
        var datagram = new byte[400];
        using var cancellation = new CancellationTokenSource();
        await ExchangeAsync(rounds: 2_000);

        // Other tests of this process allocate too: the least of several attempts is what the exchange itself does.
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 10 && least > 0; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await ExchangeAsync(rounds: 200);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // The call of ExchangeAsync itself has a task; 200 round trips of a byte each would be far above it.
        Assert.InRange(least, 0, 800);

        async Task ExchangeAsync(int rounds)
        {
            for (var i = 0; i < rounds; i++)
            {
                var waiting = b.ReceiveAsync(_buffer, cancellation.Token);
                await a.SendAsync(b.LocalAddress, datagram, Token);
                await waiting;
            }
        }
    }
}
