using System.Net;
using Coral.Core.Network;
using Coral.Core.Tests.Network;
using Coral.Testing.Time;
using Coral.Transport.Tests.Fixtures;
using Coral.Transport.WideArea;

namespace Coral.Transport.Tests.WideArea;

public sealed class WideAreaDatagramsTests : DatagramTransportConformance
{
    private static readonly NodeAddress Here = NodeAddress.From(IPAddress.Parse("127.1.1.1"), 7400);
    private static readonly NodeAddress Near = NodeAddress.From(IPAddress.Parse("127.1.1.2"), 7400);
    private static readonly NodeAddress Far = NodeAddress.From(IPAddress.Parse("127.1.2.1"), 7400);

    private readonly ManualTimeProvider _clock = new();
    private readonly List<(NodeAddress To, int First)> _sent = [];

    [Fact]
    public async Task Send_ToTwoRegions_LeavesEachAfterHalfItsRoundTrip()
    {
        await using var transport = AreaOf(new WideAreaOptions()).Over(new RecordingTransport(Here, _sent));
        await SendAsync(transport, Far, 1);
        await SendAsync(transport, Near, 2);

        _clock.Advance(TimeSpan.FromMilliseconds(3));
        Assert.Empty(_sent);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([(Near, 2)], _sent);
        _clock.Advance(TimeSpan.FromMilliseconds(36));
        Assert.Equal([(Near, 2), (Far, 1)], _sent);
    }

    [Fact]
    public async Task Send_OfManyToOne_KeepsTheirOrder()
    {
        await using var transport = AreaOf(new WideAreaOptions()).Over(new RecordingTransport(Here, _sent));
        for (byte i = 0; i < 100; i++)
        {
            await SendAsync(transport, Far, i);
        }

        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (Far, i)), _sent);
    }

    [Fact]
    public async Task Send_WithJitter_ArrivesLaterByUpToThatAndOutOfOrder()
    {
        await using var transport = AreaOf(new WideAreaOptions { Jitter = TimeSpan.FromMilliseconds(20) })
            .Over(new RecordingTransport(Here, _sent));
        for (byte i = 0; i < 100; i++)
        {
            await SendAsync(transport, Far, i);
        }

        _clock.Advance(TimeSpan.FromMilliseconds(39));
        Assert.Empty(_sent);
        _clock.Advance(TimeSpan.FromMilliseconds(22));
        Assert.Equal(100, _sent.Count);
        Assert.NotEqual(_sent.OrderBy(sent => sent.First), _sent);
    }

    [Fact]
    public async Task Send_WithLoss_LosesThatShare()
    {
        await using var transport = AreaOf(new WideAreaOptions { Loss = 0.25 })
            .Over(new RecordingTransport(Here, _sent));
        for (var i = 0; i < 1_000; i++)
        {
            await SendAsync(transport, Far, 0);
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(_sent.Count, 700, 800);
    }

    [Fact]
    public async Task Send_OfMoreThanAreHeld_LosesTheRest()
    {
        await using var transport = AreaOf(new WideAreaOptions { MaxDatagrams = 3 })
            .Over(new RecordingTransport(Here, _sent));
        for (byte i = 0; i < 5; i++)
        {
            await SendAsync(transport, Far, i);
        }

        _clock.Advance(TimeSpan.FromMilliseconds(41));
        Assert.Equal([(Far, 0), (Far, 1), (Far, 2)], _sent);
        await SendAsync(transport, Far, 9);
        _clock.Advance(TimeSpan.FromMilliseconds(41));
        Assert.Equal((Far, 9), _sent[^1]);
    }

    [Theory]
    [InlineData(Outage.Killed)]
    [InlineData(Outage.Gone)]
    public async Task Send_FromOrToAPlaceThatStopped_IsLoss(Outage outage)
    {
        var area = AreaOf(new WideAreaOptions());
        await using var transport = area.Over(new RecordingTransport(Here, _sent));
        area.Set(Far.ToIPAddress(), outage);
        await SendAsync(transport, Far, 1);
        area.Set(Here.ToIPAddress(), outage);
        await SendAsync(transport, Near, 2);
        area.Set(Here.ToIPAddress(), Outage.None);
        await SendAsync(transport, Near, 3);

        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal([(Near, 3)], _sent);
    }

    [Fact]
    public async Task Send_BeyondTheMap_LeavesAtOnce()
    {
        await using var transport = AreaOf(new WideAreaOptions()).Over(new RecordingTransport(Here, _sent));
        await SendAsync(transport, NodeAddress.From(IPAddress.Loopback, 9), 1);

        Assert.Single(_sent);
    }

    [Fact]
    public async Task Dispose_WithDatagramsOnTheWay_LosesThem()
    {
        var transport = AreaOf(new WideAreaOptions()).Over(new RecordingTransport(Here, _sent));
        await SendAsync(transport, Far, 1);
        await transport.DisposeAsync();

        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Empty(_sent);
    }

    /// <summary>Over real sockets and in real time.</summary>
    protected override async Task RunAsync(Func<IDatagramTransport, IDatagramTransport, Task> story)
    {
        var area = new WideAreaNetwork(Map(), new WideAreaOptions(), TimeProvider.System, new Random(1));
        area.Place(IPAddress.Loopback, "here");
        await using var a = area.Over(Sockets.Open("127.0.0.1"));
        await using var b = area.Over(Sockets.Open("127.0.0.1"));
        await story(a, b);
    }

    private WideAreaNetwork AreaOf(WideAreaOptions options)
    {
        var area = new WideAreaNetwork(Map(), options, _clock, new Random(20040329));
        area.Place(Here.ToIPAddress(), "here");
        area.Place(Near.ToIPAddress(), "here");
        area.Place(Far.ToIPAddress(), "there");
        return area;
    }

    private static RegionMap Map() =>
        RegionMap.Parse(
            """
            here   here   8ms   1Gbit
            there  there  8ms   1Gbit
            here   there  80ms  1Gbit
            origin there  1Gbit
            """
        );

    private static ValueTask SendAsync(IDatagramTransport transport, NodeAddress to, byte value) =>
        transport.SendAsync(to, new[] { value }, TestContext.Current.CancellationToken);

    private sealed class RecordingTransport(NodeAddress address, List<(NodeAddress To, int First)> sent)
        : IDatagramTransport
    {
        public NodeAddress LocalAddress => address;

        public ValueTask SendAsync(
            NodeAddress destination,
            ReadOnlyMemory<byte> datagram,
            CancellationToken cancellationToken
        )
        {
            sent.Add((destination, datagram.Span[0]));
            return ValueTask.CompletedTask;
        }

        public ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
