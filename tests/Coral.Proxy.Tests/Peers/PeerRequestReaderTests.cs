using System.Net;
using Coral.Caching.Events;
using Coral.Proxy.Peers;
using Coral.Proxy.Peers.Wire;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Time;

namespace Coral.Proxy.Tests.Peers;

/// <summary>Only members are answered; who is none learns nothing.</summary>
public sealed class PeerRequestReaderTests
{
    private const int TestLimit = 20_000;

    [Fact(Timeout = TestLimit)]
    public async Task Request_WithoutSeal_GetsABare403()
    {
        await using var holder = await PeerUnderTest.StartAsync();
        using var refusals = new Refusals(holder.Meters);
        using var client = new RawPeerClient(holder.Server.EndPoint);

        using var response = await client.GetAsync("/a", "www.x.com");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(["Date"], response.Headers.Select(header => header.Key));
        Assert.Empty(holder.Service.Questions);
        Assert.Equal(["Unsealed"], refusals.Reasons);
    }

    [Theory(Timeout = TestLimit)]
    [InlineData("")]
    [InlineData("seal")]
    [InlineData(", seal=:AAAA:")]
    [InlineData("time=@1, seal=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:")]
    public async Task Request_WithAnythingForASeal_GetsABare403(string value)
    {
        await using var holder = await PeerUnderTest.StartAsync();
        using var client = new RawPeerClient(holder.Server.EndPoint);

        using var response = await client.GetAsync("/a", "www.x.com", (PeerFields.Peer, value));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains(PeerFields.Peer));
        Assert.Empty(holder.Service.Questions);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_SealedUnderAnotherKey_GetsABare403()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        using var refusals = new Refusals(holder.Meters);
        await using var requester = new PeerUnderTest(id: 2) { Keys = [new byte[32]] };

        Assert.Equal(PeerOutcome.Untrusted, (await requester.RequestAsync(holder)).Outcome);
        Assert.Empty(holder.Service.Questions);
        Assert.Equal(["Seal"], refusals.Reasons);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_OfANetworkWithTwoKeys_IsProvedByEither()
    {
        var (old, next) = (new byte[32], PeerUnderTest.Key);
        await using var behind = new PeerUnderTest(id: 1) { Keys = [old, next] };
        await behind.StartAsync();
        await using var ahead = new PeerUnderTest(id: 2) { Keys = [next, old] };

        Assert.Equal(PeerOutcome.NotHere, (await ahead.RequestAsync(behind)).Outcome);
    }

    [Theory(Timeout = TestLimit)]
    [InlineData("/b", "www.x.com", null, null)]
    [InlineData("/a", "www.y.com", null, null)]
    [InlineData("/a", "www.x.com:443", null, null)]
    [InlineData("/a", "www.x.com", "Accept-Encoding", "gzip")]
    [InlineData("/a", "www.x.com", "If-None-Match", "\"v2\"")]
    [InlineData("/a", "www.x.com", "Range", "bytes=10-")]
    public async Task Request_ReplayedForSomethingElse_GetsABare403(
        string target,
        string host,
        string? name,
        string? value
    )
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        using var refusals = new Refusals(holder.Meters);
        using var message = Sealed(requester);
        using var client = new RawPeerClient(holder.Server.EndPoint);
        var fields = message.Headers.NonValidated.Select(field => (field.Key, field.Value.ToString())).ToList();
        fields.RemoveAll(field => field.Key == "Host" || field.Key == name);

        using var same = await client.GetAsync("/a", "www.x.com", [.. fields]);
        if (name is not null)
        {
            fields.Add((name, value!));
        }

        using var other = await client.GetAsync(target, host, [.. fields]);

        Assert.Equal(HttpStatusCode.GatewayTimeout, same.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        Assert.False(other.Headers.Contains(PeerFields.Peer));
        Assert.Single(holder.Service.Questions);
        Assert.Equal(["Seal"], refusals.Reasons);
    }

    [Theory(Timeout = TestLimit)]
    [InlineData(-61, PeerOutcome.Untrusted)]
    [InlineData(-59, PeerOutcome.NotHere)]
    [InlineData(59, PeerOutcome.NotHere)]
    [InlineData(61, PeerOutcome.Untrusted)]
    public async Task Request_OfAMemberWithAWrongClock_GetsTheTime(int seconds, PeerOutcome outcome)
    {
        var (here, there) = (new ManualTimeProvider(), new ManualTimeProvider());
        (seconds > 0 ? here : there).Advance(TimeSpan.FromSeconds(Math.Abs(seconds)));
        await using var holder = await PeerUnderTest.StartAsync(id: 1, there);
        await using var requester = new PeerUnderTest(id: 2, here);
        using var refusals = new Refusals(holder.Meters);

        Assert.Equal(outcome, (await requester.RequestAsync(holder)).Outcome);
        Assert.Equal(outcome == PeerOutcome.Untrusted ? ["Clock"] : [], refusals.Reasons);
        Assert.Equal(outcome == PeerOutcome.Untrusted, requester.Events.Events.Any(e => e.Event == "ClockApart"));
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_OfAnotherMethod_GetsABare403()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        using var message = Sealed(requester);
        message.Method = HttpMethod.Delete;
        using var client = new RawPeerClient(holder.Server.EndPoint);

        using var response = await client.SendAsync(message);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory(Timeout = TestLimit)]
    [InlineData("time=@1074855845")]
    [InlineData(
        "time=@1080518400, scheme=gopher, from=\"127.0.0.1:7400\";id=:AAAAAAAAAAAAAAAAAAAAAAAAAAI=:;peer=1;http=0;dns=0"
    )]
    [InlineData(
        "time=@1080518400, scheme=http, from=\"127.0.0.1\";id=:AAAAAAAAAAAAAAAAAAAAAAAAAAI=:;peer=1;http=0;dns=0"
    )]
    [InlineData("time=@1080518400, scheme=http, from=\"127.0.0.1:7400\";peer=1;http=0;dns=0")]
    [InlineData("time=@1080518400, scheme=http, from=\"127.0.0.1:7400\";id=:AAAAAAAAAAAAAAAAAAAAAAAAAAI=:;peer=65536")]
    public async Task Request_OfAMemberWithMalformedFields_GetsABare403(string words)
    {
        await using var holder = await PeerUnderTest.StartAsync(clock: new ManualTimeProvider());
        using var refusals = new Refusals(holder.Meters);
        using var client = new RawPeerClient(holder.Server.EndPoint);
        var messages = new PeerRequestWriter(new PeerSeal([PeerUnderTest.Key]), TimeProvider.System);
        var mac = messages.Seal("GET", "www.x.com", "/a", words, Coral.Caching.Http.FieldList.Empty);

        using var response = await client.GetAsync("/a", "www.x.com", (PeerFields.Peer, SealedText.Join(words, mac)));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(["Malformed"], refusals.Reasons);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_InANetworkWithoutKey_IsServedOnLoopbackOnly()
    {
        await using var holder = new PeerUnderTest(id: 1) { Keys = [], IsLoopbackOnly = true };
        await holder.StartAsync();
        await using var requester = new PeerUnderTest(id: 2) { Keys = [], IsLoopbackOnly = true };
        var far = holder.Contact with { Address = Core.Network.NodeAddress.From(IPAddress.Parse("192.0.2.7"), 7400) };

        Assert.Equal(PeerOutcome.NotHere, (await requester.RequestAsync(holder)).Outcome);
        Assert.Equal(PeerOutcome.Unreachable, (await requester.RequestAsync(far, requester.Request())).Outcome);
        Assert.False(await requester.Client.ConnectAsync(far, TestContext.Current.CancellationToken));
        Assert.Equal(PeerRefusal.Address, Admit(holder, "192.0.2.8"));
        Assert.Equal(PeerRefusal.Unsealed, Admit(holder, "127.0.0.9"));
        Assert.Equal(PeerRefusal.Unsealed, Admit(holder, "::ffff:127.0.0.9"));
    }

    private static PeerRefusal Admit(PeerUnderTest holder, string client)
    {
        var connection = new FakeConnection("/a");
        connection.Set<Microsoft.AspNetCore.Http.Features.IHttpConnectionFeature>(
            new Microsoft.AspNetCore.Http.Features.HttpConnectionFeature { RemoteIpAddress = IPAddress.Parse(client) }
        );
        var context = new Coral.Proxy.Pipeline.RequestContext();
        context.Begin(connection, DateTimeOffset.UnixEpoch, 0);
        return new PeerRequestReader(new PeerSeal(holder.Keys), holder.IsLoopbackOnly).Admit(context, out _);
    }

    private static HttpRequestMessage Sealed(PeerUnderTest requester) =>
        new PeerRequestWriter(new PeerSeal([PeerUnderTest.Key]), TimeProvider.System).Create(
            new IPEndPoint(IPAddress.Loopback, 1),
            requester.Request(),
            isSourceQuery: false,
            out _
        )!;
}
