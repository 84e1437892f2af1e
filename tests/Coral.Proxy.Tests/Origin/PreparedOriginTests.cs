using System.Net;
using Coral.Caching.Http;
using Coral.Caching.Transfers;
using Coral.Proxy.Origin;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coral.Proxy.Tests.Origin;

/// <summary>Getting ready for a request: the name first, then one connection, and nothing that stays.</summary>
public sealed class PreparedOriginTests
{
    private const int Guard = 30_000;
    private static readonly TimeSpan LongerThanParked = TimeSpan.FromSeconds(7);
    private static readonly CacheKey Key = new("http://www.x.com", "/a");

    [Fact(Timeout = Guard)]
    public async Task Prepare_OfTheName_IsWhatTheRequestUses()
    {
        await using var origin = Answering();
        using var harness = OriginHarness.Of(origin);

        harness.Client.Prepare(Key, OriginPreparation.Resolve);
        harness.Client.Prepare(Key, OriginPreparation.Resolve);
        harness.Client.Prepare(Key with { Target = "/b" }, OriginPreparation.Resolve);
        Assert.Equal(200, (await harness.GetAsync()).Head!.Status);

        Assert.Equal(1, harness.Resolver.Questions);
        Assert.Single(harness.Network.Attempts);
    }

    [Fact(Timeout = Guard)]
    public async Task Prepare_OfANameStillUnderWay_IsWaitedFor()
    {
        await using var origin = Answering();
        using var harness = OriginHarness.Of(origin);
        harness.Resolver.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        harness.Client.Prepare(Key, OriginPreparation.Resolve);
        await harness.Resolver.Asked.Task;
        var getting = harness.GetAsync();
        harness.Resolver.Gate.SetResult();

        Assert.Equal(200, (await getting).Head!.Status);
        Assert.Equal(1, harness.Resolver.Questions);
    }

    [Fact(Timeout = Guard)]
    public async Task Prepare_OfANameThatDoesNotResolve_IsItsAnswer()
    {
        using var harness = new OriginHarness();

        harness.Client.Prepare(Key, OriginPreparation.Resolve);

        Assert.Equal(FetchFailure.NameNotResolved, (await harness.GetAsync()).Failure);
        Assert.Equal(1, harness.Resolver.Questions);
    }

    [Fact(Timeout = Guard)]
    public async Task Prepare_OfAName_ServesForAShortTime()
    {
        await using var origin = Answering();
        using var harness = OriginHarness.Of(origin);
        harness.Client.Prepare(Key, OriginPreparation.Resolve);
        await harness.Resolver.Asked.Task;

        harness.Clock.Advance(PreparedNames.Lifetime);
        await harness.GetAsync();

        Assert.Equal(2, harness.Resolver.Questions);
    }

    [Fact(Timeout = Guard)]
    public async Task Prepare_OfANameThatTakesTooLong_IsResolvedAgain()
    {
        await using var origin = Answering();
        using var harness = OriginHarness.Of(origin);
        harness.Resolver.Hangs = true;
        harness.Client.Prepare(Key, OriginPreparation.Resolve);
        await harness.Resolver.Asked.Task;
        await harness.Clock.UntilArmedAsync(harness.Options.ConnectTimeLimit);

        harness.Clock.Advance(harness.Options.ConnectTimeLimit);
        harness.Resolver.Hangs = false;

        Assert.Equal(200, (await harness.GetAsync()).Head!.Status);
        Assert.Equal(2, harness.Resolver.Questions);
    }

    [Fact(Timeout = Guard)]
    public void Prepare_OfMoreNamesThanAreHeld_IsBounded()
    {
        using var harness = new OriginHarness();
        var names = new PreparedNames(harness.Resolver, TimeSpan.FromSeconds(5), harness.Clock);

        for (var i = 0; i < 2 * PreparedNames.Capacity; i++)
        {
            names.Prepare($"host-{i}.x.com");
        }

        Assert.Equal((PreparedNames.Capacity, PreparedNames.Capacity), (names.Count, harness.Resolver.Questions));
    }

    [Fact(Timeout = Guard)]
    public async Task Prepare_OfAConnection_IsTheOneThatTheRequestTakes()
    {
        await using var origin = Answering();
        using var harness = OriginHarness.Of(origin);

        Parallel.For(0, 50, i => harness.Client.Prepare(Key with { Target = $"/{i}" }, OriginPreparation.Connect));
        Assert.Equal(200, (await harness.GetAsync()).Head!.Status);

        Assert.Single(harness.Network.Attempts);
        Assert.Equal(1, origin.Connections);
    }

    [Fact(Timeout = Guard)]
    public async Task Prepare_OfAConnectionStillUnderWay_IsWaitedFor()
    {
        await using var origin = Answering();
        using var harness = OriginHarness.Of(origin);
        var end = new IPEndPoint(OriginHarness.PublicAddress, 80);
        var gate = harness.Network.Gates[end] = new(TaskCreationOptions.RunContinuationsAsynchronously);

        harness.Client.Prepare(Key, OriginPreparation.Connect);
        var getting = harness.GetAsync();
        gate.SetResult();

        Assert.Equal(200, (await getting).Head!.Status);
        Assert.Single(harness.Network.Attempts);
    }

    [Fact(Timeout = Guard)]
    public async Task Prepare_OfAConnectionThatNoRequestTakes_IsClosed()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.UntilClosedAsync();
            closed.TrySetResult();
        });
        using var harness = OriginHarness.Of(origin);
        harness.Options.ConnectTimeLimit = LongerThanParked;

        harness.Client.Prepare(Key, OriginPreparation.Connect);
        await harness.Clock.UntilArmedAsync(PreparedConnections.ParkTime);
        harness.Clock.Advance(PreparedConnections.ParkTime);

        await closed.Task;
    }

    [Fact(Timeout = Guard)]
    public async Task Prepare_OfAConnectionThatTheOriginCloses_IsReplaced()
    {
        var first = 0;
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            if (Interlocked.Increment(ref first) > 1)
            {
                await connection.ReadHeadAsync();
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        });
        using var harness = OriginHarness.Of(origin);
        harness.Options.ConnectTimeLimit = LongerThanParked;
        var connections = new PreparedConnections(harness.Dialer(), harness.Clock);
        var end = new OriginEnd("www.x.com", 80, IsSecure: false);

        connections.Prepare(end);
        DialResult? taken = null;
        await harness.Clock.UntilArmedAsync(PreparedConnections.ParkTime);
        while ((taken = await connections.TakeAsync(end, default)) is not null)
        {
            // The close is on its way: taken too early, it stands here still.
            await taken.Value.Stream!.DisposeAsync();
            Interlocked.Exchange(ref first, 0);
            connections.Prepare(end);
            await harness.Clock.UntilArmedAsync(PreparedConnections.ParkTime);
        }

        Assert.Equal(200, (await harness.GetAsync()).Head!.Status);
        Assert.Equal(0, connections.Count);
    }

    [Theory(Timeout = Guard)]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    public async Task Prepare_OfAnOriginThatIsRefused_OpensNothing(string address)
    {
        using var harness = new OriginHarness();
        harness.Resolver.Answers["www.x.com"] = [IPAddress.Parse(address)];

        harness.Client.Prepare(Key, OriginPreparation.Connect);

        Assert.Equal(FetchFailure.AddressRefused, (await harness.GetAsync()).Failure);
        Assert.Empty(harness.Network.Attempts);
    }

    [Fact(Timeout = Guard)]
    public void Prepare_OfWhatIsNoOrigin_DoesNothing()
    {
        using var harness = new OriginHarness();

        foreach (var text in new[] { "", "ftp://x.com", "http://127.0.0.1", "http://www.x.com:25", "http://\r\n" })
        {
            harness.Client.Prepare(new CacheKey(text, "/"), OriginPreparation.Resolve);
            harness.Client.Prepare(new CacheKey(text, "/"), OriginPreparation.Connect);
        }

        Assert.Equal(0, harness.Resolver.Questions);
        Assert.Empty(harness.Network.Attempts);
    }

    [Fact(Timeout = Guard)]
    public async Task Prepare_OfMoreConnectionsThanAreHeld_IsBounded()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        using var harness = new OriginHarness();
        using var connections = new PreparedConnections(harness.Dialer(), harness.Clock);
        for (var i = 0; i < 2 * PreparedConnections.Capacity; i++)
        {
            harness.Route($"h{i}.x.com", 80, origin.EndPoint);
            connections.Prepare(new OriginEnd($"h{i}.x.com", 80, IsSecure: false));
        }

        Assert.Equal(PreparedConnections.Capacity, connections.Count);
        Assert.InRange(harness.Network.Attempts.Count, 0, PreparedConnections.Capacity);
    }

    [Theory(Timeout = Guard)]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http1AndHttp2)]
    public async Task Prepare_OfASecureConnection_ShakesHandsToo(HttpProtocols protocols)
    {
        await using var origin = await TlsOrigin.StartAsync(context => context.Response.WriteAsync("a"), protocols);
        using var harness = new OriginHarness { Tls = origin.Trust };
        harness.Options.ConnectTimeLimit = LongerThanParked;
        harness.Route("www.x.com", 443, origin.EndPoint);

        harness.Client.Prepare(new CacheKey("https://www.x.com", "/"), OriginPreparation.Connect);
        await harness.Clock.UntilArmedAsync(PreparedConnections.ParkTime);
        var result = await harness.GetAsync("https://www.x.com", "/");

        Assert.Equal(("a", null), await OriginHarness.ReadAllAsync(result.Body));
        Assert.Single(harness.Network.Attempts);
    }

    private static ScriptedOrigin Answering() =>
        ScriptedOrigin.Start(async connection =>
        {
            while (await connection.ReadHeadAsync() is not null)
            {
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        });
}
