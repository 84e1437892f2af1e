using System.Net;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Proxy.Peers.Connections;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Time;

namespace Coral.Proxy.Tests.Peers;

/// <summary>One connection to each peer, made ahead of the question or with it, and none left behind.</summary>
public sealed class PeerConnectionTests : IAsyncDisposable
{
    private const int TestLimit = 20_000;
    private readonly ManualTimeProvider _clock = new();
    private readonly TrackedNetwork _network = new();
    private readonly PeerUnderTest _requester;

    public PeerConnectionTests()
    {
        _requester = new PeerUnderTest(id: 100, _clock) { Connector = _network };
    }

    [Fact(Timeout = TestLimit)]
    public async Task Connect_BeforeARequest_MakesTheConnectionThatItTakes()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);

        Assert.True(await _requester.Client.ConnectAsync(holder.Contact, default));
        Assert.Equal(1, _network.Open);
        Assert.Empty(holder.Service.Questions);
        Assert.True(await _requester.Client.ConnectAsync(holder.Contact, default));
        await _requester.RequestAsync(holder);
        Assert.True(await _requester.Client.ConnectAsync(holder.Contact, default));
        await _requester.RequestAsync(holder);

        Assert.Equal(1, _network.Opened);
        Assert.Equal(2, holder.Service.Questions.Count);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_ByManyAtOnce_MakesOneConnection()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => _requester.RequestAsync(holder, $"/{i}"))
        );

        Assert.All(results, result => Assert.Equal(PeerOutcome.NotHere, result.Outcome));
        Assert.Equal(1, _network.Opened);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Connect_ToThreeWithTwoCancelled_LeavesNothingOfThose()
    {
        await using var first = await PeerUnderTest.StartAsync(id: 1, _clock);
        await using var second = await PeerUnderTest.StartAsync(id: 2, _clock);
        await using var third = await PeerUnderTest.StartAsync(id: 3, _clock);
        using var cancel = new CancellationTokenSource();
        Assert.True(await _requester.Client.ConnectAsync(first.Contact, default));
        _network.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var late = new[] { second, third }
            .Select(peer => _requester.Client.ConnectAsync(peer.Contact, cancel.Token).AsTask())
            .ToArray();
        await _network.AtGate.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late[0]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late[1]);
        Assert.Equal(1, _network.Opened);
        Assert.Equal(1, _requester.Client.Peers);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Connect_CancelledTooLateToStop_IsClosed()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);
        using var cancel = new CancellationTokenSource();
        _network.IsStubborn = true;
        _network.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var connecting = _requester.Client.ConnectAsync(holder.Contact, cancel.Token).AsTask();
        await _network.AtGate.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        _network.Gate.SetResult();

        await _network.NextClosedAsync();
        Assert.Equal((0, 0), (_network.Open, _requester.Client.Peers));
    }

    [Fact(Timeout = TestLimit)]
    public async Task Connect_CancelledByOneOfTwo_GoesOnForTheOther()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);
        using var cancel = new CancellationTokenSource();
        _network.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var leaves = _requester.Client.ConnectAsync(holder.Contact, cancel.Token).AsTask();
        var stays = _requester.Client.ConnectAsync(holder.Contact, default).AsTask();
        await _network.AtGate.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        _network.Gate.SetResult();

        Assert.True(await stays);
        Assert.Equal(1, _network.Opened);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Connect_WithoutARequestToFollow_IsClosedInTime()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);
        await _requester.Client.ConnectAsync(holder.Contact, default);

        _clock.Advance(PeerConnection.ParkTime);

        await _network.NextClosedAsync();
        Assert.Equal(0, _requester.Client.Peers);
        Assert.Equal(PeerOutcome.NotHere, (await _requester.RequestAsync(holder)).Outcome);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Connect_ToAClosedPort_Fails()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);
        var gone = holder.Contact;
        await holder.DisposeAsync();

        Assert.False(await _requester.Client.ConnectAsync(gone, default));
        Assert.False(await _requester.Client.ConnectAsync(gone with { Ports = default }, default));
        Assert.Equal(PeerOutcome.Unreachable, (await _requester.RequestAsync(gone, _requester.Request())).Outcome);
        Assert.Null(await _requester.Client.SourceOfAsync(gone, _requester.Request().Request.Key, default));
        Assert.Equal(0, _requester.Client.Peers);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Connect_ThatTakesTooLong_Fails()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);
        _network.Gate = new TaskCompletionSource();
        var connecting = _requester.Client.ConnectAsync(holder.Contact, default);
        await _network.AtGate.Task;

        _clock.Advance(_requester.Options.ConnectTimeLimit);

        Assert.False(await connecting);
        Assert.Equal(0, _requester.Client.Peers);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_OfMorePeersThanTheLimit_ClosesTheLongestIdle()
    {
        _requester.Options.MaxPeers = 3;
        await using var crowd = new Crowd();
        for (ulong i = 1; i <= 4; i++)
        {
            var peer = await crowd.AddAsync(i, _clock);
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(PeerOutcome.NotHere, (await _requester.RequestAsync(peer)).Outcome);
        }

        Assert.Equal(crowd.Peers[0].Server.EndPoint, await _network.NextClosedAsync());
        Assert.Equal((3, 3), (_network.Open, _requester.Client.Peers));
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_WithAllConnectionsInUse_IsUnreachable()
    {
        _requester.Options.MaxPeers = 3;
        await using var crowd = new Crowd();
        var results = new List<PeerResponse<IOriginBody>>();
        for (ulong i = 1; i <= 4; i++)
        {
            var peer = await crowd.AddAsync(i, _clock);
            peer.Service.Respond(_ => PeerUnderTest.Complete(Bodies.Of(1_000_000)));
            results.Add(await _requester.RequestAsync(peer));
        }

        Assert.Equal(PeerOutcome.Unreachable, results[3].Outcome);
        await results[1].Body!.DisposeAsync();
        Assert.Equal(PeerOutcome.Answered, (await _requester.RequestAsync(crowd.Peers[3])).Outcome);
        Assert.Equal(3, _requester.Client.Peers);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Connection_LostWhileIdle_IsMadeAnew()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);
        await _requester.RequestAsync(holder);
        var contact = holder.Contact;
        await holder.Server.DisposeAsync();
        await _network.NextClosedAsync();
        await using var again = new PeerUnderTest(id: 1, _clock);
        again.Options.Listen = new IPEndPoint(IPAddress.Loopback, contact.Ports.Peer);
        await again.StartAsync();

        Assert.Equal(PeerOutcome.NotHere, (await _requester.RequestAsync(contact, _requester.Request())).Outcome);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Dispose_ClosesEverything()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1, _clock);
        await using var other = await PeerUnderTest.StartAsync(id: 2, _clock);
        await _requester.RequestAsync(holder);
        await _requester.Client.ConnectAsync(other.Contact, default);

        await _requester.Client.DisposeAsync();

        await _network.NextClosedAsync();
        await _network.NextClosedAsync();
        Assert.Equal(0, _network.Open);
    }

    public ValueTask DisposeAsync() => _requester.DisposeAsync();

    private sealed class Crowd : IAsyncDisposable
    {
        public List<PeerUnderTest> Peers { get; } = [];

        public async Task<PeerUnderTest> AddAsync(ulong id, TimeProvider clock)
        {
            Peers.Add(await PeerUnderTest.StartAsync(id, clock));
            return Peers[^1];
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var peer in Peers)
            {
                await peer.DisposeAsync();
            }
        }
    }
}
