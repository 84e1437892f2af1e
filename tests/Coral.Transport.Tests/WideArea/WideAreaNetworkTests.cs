using System.Net;
using Coral.Testing.Time;
using Coral.Transport.Tests.Fixtures;
using Coral.Transport.WideArea;

namespace Coral.Transport.Tests.WideArea;

public sealed class WideAreaNetworkTests
{
    private static readonly IPAddress Here = IPAddress.Parse("127.1.1.1");
    private static readonly IPAddress There = IPAddress.Parse("127.1.2.1");
    private static readonly IPAddress Nowhere = IPAddress.Parse("127.0.0.1");
    private static readonly TimeSpan Half = TimeSpan.FromMilliseconds(40);

    private readonly ManualTimeProvider _clock = new();
    private readonly WideAreaNetwork _area;
    private readonly byte[] _buffer = new byte[100];
    private DuplexStream? _far;

    public WideAreaNetworkTests()
    {
        const string Map = """
            here   here   2ms   1Gbit
            there  there  2ms   1Gbit
            here   there  80ms  1Gbit
            origin there  384kbit
            """;
        _area = new WideAreaNetwork(RegionMap.Parse(Map), new WideAreaOptions(), _clock, new Random(1));
        _area.Place(Here, "here");
        _area.Place(There, "there");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Connect_ToAnotherRegion_TakesARoundTrip()
    {
        var connecting = ConnectAsync(Here, There);
        await PassAsync(Half);
        Assert.False(connecting.IsCompleted);
        await PassAsync(Half);

        await using var stream = await connecting;
        Assert.NotNull(stream);
    }

    [Fact(Timeout = 30_000)]
    public async Task Connect_WithoutAListener_IsRefusedAfterARoundTrip()
    {
        var connecting = _area.ConnectAsync(Here, There, _ => Task.FromResult<Stream?>(null), Token);
        await PassAsync(Half);
        await PassAsync(Half);

        Assert.Null(await connecting);
    }

    [Fact(Timeout = 30_000)]
    public async Task Connect_CancelledOnTheWayBack_ClosesWhatWasOpened()
    {
        using var cancellation = new CancellationTokenSource();
        var connecting = _area.ConnectAsync(Here, There, OpenAsync, cancellation.Token);
        await PassAsync(Half);
        await _clock.UntilArmedAsync(Half);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.Equal(0, await _far!.ReadAsync(_buffer, Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task Connect_FromOutsideTheMap_IsDirect()
    {
        await using var stream = await ConnectAsync(Nowhere, There);

        Assert.IsType<DuplexStream>(stream);
    }

    [Fact(Timeout = 30_000)]
    public async Task Bytes_InBothDirections_TakeHalfARoundTripEach()
    {
        await using var stream = await ConnectedAsync();
        await stream.WriteAsync(new byte[] { 7 }, Token);
        var arriving = _far!.ReadAsync(_buffer, Token).AsTask();
        await PassAsync(Half);
        Assert.Equal((1, 7), (await arriving, _buffer[0]));

        await _far.WriteAsync(new byte[] { 8, 8 }, Token);
        var answer = stream.ReadAsync(_buffer, Token).AsTask();
        await PassAsync(Half);
        Assert.Equal((2, 8), (await answer, _buffer[0]));
    }

    [Fact(Timeout = 30_000)]
    public async Task End_OfTheOtherSide_ArrivesAfterHalfARoundTrip()
    {
        await using var stream = await ConnectedAsync();
        await _far!.DisposeAsync();
        var end = stream.ReadAsync(_buffer, Token).AsTask();
        await PassAsync(Half);

        Assert.Equal(0, await end);
    }

    [Fact(Timeout = 30_000)]
    public async Task Dispose_OfAStream_IsSeenByTheOtherSideAndByTheArea()
    {
        var stream = await ConnectedAsync();
        Assert.Equal(1, _area.Connections);
        await stream.DisposeAsync();
        await stream.DisposeAsync();

        Assert.Equal(0, await _far!.ReadAsync(_buffer, Token));
        Assert.Equal(0, _area.Connections);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadAsync(stream));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("127.1.1.1")]
    [InlineData("127.1.2.1")]
    public async Task Killed_EitherEnd_ResetsTheConnection(string end)
    {
        await using var stream = await ConnectedAsync();
        var reading = stream.ReadAsync(_buffer, Token).AsTask();
        _area.Set(IPAddress.Parse(end), Outage.Killed);

        await Assert.ThrowsAsync<IOException>(() => reading);
        await Assert.ThrowsAsync<IOException>(async () => await stream.WriteAsync(new byte[1], Token));
        Assert.Equal(0, await _far!.ReadAsync(_buffer, Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task Killed_ThenConnected_IsRefusedAfterARoundTripUntilItIsBack()
    {
        _area.Set(There, Outage.Killed);
        var refused = ConnectAsync(Here, There);
        await PassAsync(Half);
        await PassAsync(Half);
        Assert.Null(await refused);

        _area.Set(There, Outage.None);
        await using var stream = await ConnectedAsync();
    }

    [Fact(Timeout = 30_000)]
    public async Task Killed_DuringAConnect_ResetsIt()
    {
        var connecting = ConnectAsync(Here, There);
        await PassAsync(Half);
        await _clock.UntilArmedAsync(Half);
        _area.Set(There, Outage.Killed);
        await PassAsync(Half);

        await using var stream = await connecting;
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(stream!));
    }

    [Fact(Timeout = 30_000)]
    public async Task Gone_WithAConnection_NothingComesAndNothingIsSaid()
    {
        await using var stream = await ConnectedAsync();
        await _far!.WriteAsync(new byte[] { 1 }, Token);
        var reading = stream.ReadAsync(_buffer, Token).AsTask();
        await PassAsync(Half);
        Assert.Equal(1, await reading);

        _area.Set(There, Outage.Gone);
        await _far.WriteAsync(new byte[] { 2 }, Token);
        await _far.DisposeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), _clock);
        var nothing = stream.ReadAsync(_buffer, patience.Token).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(nothing.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => nothing);
    }

    [Fact(Timeout = 30_000)]
    public async Task Gone_ThenConnected_HangsUntilCancelled()
    {
        _area.Set(There, Outage.Gone);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), _clock);
        var connecting = _area.ConnectAsync(Here, There, OpenAsync, patience.Token);
        _clock.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.Null(_far);
    }

    [Fact]
    public void Find_APlaceWithALineOfItsOwn_SharesItAmongAllWhoGoThere()
    {
        var origin = IPAddress.Parse("127.1.255.1");
        _area.Place(origin, "there", 384_000);
        var (fromHere, fromThere) = (Find(Here, origin), Find(There, origin));

        Assert.Same(fromHere.There, fromThere.There);
        Assert.Same(fromHere.Back, Find(origin, Here).There);
        Assert.NotSame(fromHere.There, fromHere.Back);
        Assert.Equal((Half, TimeSpan.FromMilliseconds(1)), (fromHere.Delay, fromThere.Delay));
    }

    [Fact]
    public void Find_TwoRegions_IsOneLinkADirectionForAll()
    {
        var (there, back) = (Find(Here, There), Find(There, Here));

        Assert.Same(there.There, back.Back);
        Assert.Same(there.Back, back.There);
        Assert.NotSame(there.There, there.Back);
    }

    private Route Find(IPAddress from, IPAddress to) =>
        _area.Find(Core.Network.NodeAddress.From(from, 1), Core.Network.NodeAddress.From(to, 2))!.Value;

    private Task<Stream?> ConnectAsync(IPAddress from, IPAddress to) => _area.ConnectAsync(from, to, OpenAsync, Token);

    private async Task<Stream> ConnectedAsync()
    {
        var connecting = ConnectAsync(Here, There);
        await PassAsync(Half);
        await PassAsync(Half);
        return (await connecting)!;
    }

    private Task<Stream?> OpenAsync(CancellationToken cancellationToken)
    {
        (var near, _far) = DuplexStream.CreatePair();
        return Task.FromResult<Stream?>(near);
    }

    private async Task<int> ReadAsync(Stream stream) => await stream.ReadAsync(_buffer, Token);

    private async Task PassAsync(TimeSpan time)
    {
        await _clock.UntilArmedAsync(time);
        _clock.Advance(time);
    }
}
