using System.Net;
using Coral.Proxy.Origin;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;
using Coral.Testing.Time;

namespace Coral.Proxy.Tests.Origin;

public sealed class AddressRaceTests
{
    private const int Guard = 30_000;

    private readonly ManualTimeProvider _clock = new();
    private readonly FakeNetwork _network = new();

    private static readonly IPEndPoint[] EndPoints =
    [
        .. Enumerable.Range(1, 20).Select(i => new IPEndPoint(IPAddress.Parse($"93.184.216.{i}"), 80)),
    ];

    [Fact(Timeout = Guard)]
    public async Task ConnectAsync_FirstRefuses_TakesTheNextAtOnce()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        _network.Routes[EndPoints[2]] = origin.EndPoint;

        await using var stream = await RaceAsync(EndPoints[..4]);

        Assert.NotNull(stream);
        Assert.Equal(EndPoints[..3], _network.Attempts);
    }

    [Fact(Timeout = Guard)]
    public async Task ConnectAsync_FirstIsSilent_TakesTheNextAfterItsHeadStart()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        _network.BlackHoles.Add(EndPoints[0]);
        _network.Routes[EndPoints[1]] = origin.EndPoint;

        var racing = RaceAsync(EndPoints[..2]);
        await _clock.UntilArmedAsync(AddressRace.HeadStart);
        Assert.Equal(EndPoints[..1], _network.Attempts);
        _clock.Advance(AddressRace.HeadStart);

        await using var stream = await racing;
        Assert.NotNull(stream);
        Assert.Equal(EndPoints[..2], _network.Attempts);
    }

    [Fact(Timeout = Guard)]
    public async Task ConnectAsync_FirstConnectsLate_StillWins()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        var gate = _network.Gates[EndPoints[0]] = new TaskCompletionSource();
        _network.Routes[EndPoints[0]] = origin.EndPoint;
        _network.BlackHoles.Add(EndPoints[1]);

        var racing = RaceAsync(EndPoints[..2]);
        await _clock.UntilArmedAsync(AddressRace.HeadStart);
        _clock.Advance(AddressRace.HeadStart);
        gate.SetResult();

        await using var stream = await racing;
        Assert.NotNull(stream);
    }

    [Fact(Timeout = Guard)]
    public async Task ConnectAsync_Loser_IsClosed()
    {
        var closed = new TaskCompletionSource();
        await using var slow = ScriptedOrigin.Start(async connection =>
        {
            await connection.UntilClosedAsync();
            closed.SetResult();
        });
        await using var quick = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        var gate = _network.StubbornGates[EndPoints[0]] = new TaskCompletionSource();
        _network.Routes[EndPoints[0]] = slow.EndPoint;
        _network.Routes[EndPoints[1]] = quick.EndPoint;

        var racing = RaceAsync(EndPoints[..2]);
        await _clock.UntilArmedAsync(AddressRace.HeadStart);
        _clock.Advance(AddressRace.HeadStart);
        await using var stream = await racing;
        gate.SetResult();

        await closed.Task;
        Assert.NotNull(stream);
    }

    [Fact(Timeout = Guard)]
    public async Task ConnectAsync_AllRefuse_IsNull()
    {
        Assert.Null(await RaceAsync(EndPoints));
        Assert.Equal(EndPoints[..AddressRace.MaxAddresses], _network.Attempts);
    }

    private Task<Stream?> RaceAsync(IPEndPoint[] endPoints) =>
        new AddressRace(_network, _clock).ConnectAsync(endPoints, TestContext.Current.CancellationToken);
}
