using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;
using Coral.Testing.Time;

namespace Coral.Proxy.Tests.Peers;

/// <summary>A peer that falls silent is dead; one that only waits for its own source is not.</summary>
public sealed class PeerDeathTests : IAsyncDisposable
{
    private const int TestLimit = 30_000;
    private readonly ManualTimeProvider _clock = new();
    private readonly TrackedNetwork _network = new();
    private readonly PeerUnderTest _requester;

    public PeerDeathTests()
    {
        _requester = new PeerUnderTest(id: 100, _clock) { Connector = _network };
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_OfASilentPeer_IsUnreachableAfterThreeSeconds()
    {
        await using var mute = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        var contact = new NodeContact(
            new NodeId(Identifier.FromNumber(1)),
            NodeAddress.From(mute.EndPoint),
            new ServicePorts((ushort)mute.EndPoint.Port, 0, 0)
        );

        var asking = _requester.RequestAsync(contact, _requester.Request());
        await _clock.UntilArmedAsync(TimeSpan.FromSeconds(3));
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(asking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(PeerOutcome.Unreachable, (await asking).Outcome);
        await _network.NextClosedAsync();
        Assert.Equal(0, _requester.Client.Peers);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_WhileThisMachineStalls_GivesThePeerItsTimeOnceMore()
    {
        await using var mute = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        var clock = new LateClock(_clock);
        await using var requester = new PeerUnderTest(id: 101, clock);
        var contact = new NodeContact(
            new NodeId(Identifier.FromNumber(1)),
            NodeAddress.From(mute.EndPoint),
            new ServicePorts((ushort)mute.EndPoint.Port, 0, 0)
        );

        var asking = requester.RequestAsync(contact, requester.Request());
        await _clock.UntilArmedAsync(TimeSpan.FromSeconds(3));
        clock.Late = TimeSpan.FromSeconds(1);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.False(asking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(PeerOutcome.Unreachable, (await asking).Outcome);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Body_OfAPeerThatVanishes_IsLostAfterThreeSeconds()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);
        await using var way = await CutWay.ToAsync(holder.Server.EndPoint);
        holder.Service.Respond(_ => Growing(new GrowingBody(1000)));
        var contact = holder.Contact with { Ports = new ServicePorts((ushort)way.EndPoint.Port, 0, 0) };

        var result = await _requester.RequestAsync(contact, _requester.Request());
        await way.CutAsync();
        var reading = result.Body!.ReadAsync(new byte[100], default);
        _clock.Advance(TimeSpan.FromSeconds(3));
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(FetchFailure.ConnectionLost, (await reading).Failure);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_OfAPeerThatWaitsForItsSource_WaitsOnItsPings()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        holder.Service.Script = async (_, _) =>
        {
            await gate.Task;
            return new PeerResponse<IBodyReader> { Outcome = PeerOutcome.NotHere };
        };

        var asking = _requester.RequestAsync(holder);
        await holder.Service.Requested.Task;
        for (var i = 0; i < 3; i++)
        {
            // A ping's answer, in real time, each within the three seconds of the clock.
            await _network.NextHeardAsync();
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.False(asking.IsCompleted);
        gate.SetResult();
        Assert.Equal(PeerOutcome.NotHere, (await asking).Outcome);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Body_WhosePeerIsKilled_IsLostAtOnce()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);
        var growing = new GrowingBody(null);
        holder.Service.Respond(_ => Growing(growing));
        var result = await _requester.RequestAsync(holder);

        await holder.Server.DisposeAsync();

        Assert.Equal(FetchFailure.ConnectionLost, (await Bodies.ReadAllAsync(result.Body)).Failure);
    }

    public ValueTask DisposeAsync() => _requester.DisposeAsync();

    private static PeerResponse<IBodyReader> Growing(IBodyReader body) =>
        new()
        {
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(200, FieldList.Of(("Age", "0"))),
            Body = body,
        };
}
