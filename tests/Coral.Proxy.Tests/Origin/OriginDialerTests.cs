using System.Net;
using Coral.Caching.Http;
using Coral.Proxy.Origin;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Proxy.Tests.Origin;

/// <summary>Where a connection may go, decided when it is made.</summary>
public sealed class OriginDialerTests
{
    private const int Guard = 30_000;
    private const string Host = "www.x.com";

    private static readonly IPAddress Public = OriginHarness.PublicAddress;

    [Theory(Timeout = Guard)]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("192.0.2.1")]
    [InlineData("198.18.0.1")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::10.0.0.1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:c0a8:1::1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b::127.0.0.1")]
    [InlineData("2001:0:4136:e378:8000:63bf:f5ff:fffe")]
    public async Task DialAsync_AddressThatIsNotPublic_IsRefused(string address)
    {
        using var harness = new OriginHarness();
        harness.Resolver.Answers[Host] = [IPAddress.Parse(address)];

        Assert.Equal(FetchFailure.AddressRefused, await FailureAsync(harness, Host, 80));
        Assert.Empty(harness.Network.Attempts);
    }

    [Fact(Timeout = Guard)]
    public async Task DialAsync_SomeAddressesPublic_TriesOnlyThose()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        using var harness = new OriginHarness();
        harness.Route(Host, 80, origin.EndPoint);
        harness.Resolver.Answers[Host] =
        [
            IPAddress.Parse("10.0.0.1"),
            IPAddress.Parse("93.184.216.99"),
            IPAddress.IPv6Loopback,
            Public,
        ];

        Assert.Null(await FailureAsync(harness, Host, 80));
        Assert.Equal(["93.184.216.99:80", $"{Public}:80"], harness.Network.Attempts.Select(end => end.ToString()));
    }

    [Fact(Timeout = Guard)]
    public async Task DialAsync_NameThatRebinds_IsResolvedOnceAndTheCheckedAddressUsed()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        using var harness = new OriginHarness();
        harness.Route(Host, 80, origin.EndPoint);
        harness.Resolver.LaterAnswer = [IPAddress.Loopback];

        Assert.Null(await FailureAsync(harness, Host, 80));
        Assert.Equal(1, harness.Resolver.Questions);
        Assert.Equal(new IPEndPoint(Public, 80), Assert.Single(harness.Network.Attempts));

        Assert.Equal(FetchFailure.AddressRefused, await FailureAsync(harness, Host, 80));
        Assert.Single(harness.Network.Attempts);
    }

    [Theory(Timeout = Guard)]
    [InlineData("127.0.0.1")]
    [InlineData("93.184.216.34")]
    [InlineData("::1")]
    public async Task DialAsync_HostThatIsAnAddress_IsRefused(string host)
    {
        using var harness = new OriginHarness();
        harness.Resolver.Answers[host] = [Public];

        Assert.Equal(FetchFailure.AddressRefused, await FailureAsync(harness, host, 80));
        Assert.Equal(0, harness.Resolver.Questions);
    }

    [Theory(Timeout = Guard)]
    [InlineData("http://93.184.216.34")]
    [InlineData("http://0x7f.1")]
    [InlineData("http://2130706433")]
    [InlineData("http://017700000001")]
    public async Task SendAsync_HostThatReadsAsAnAddress_IsRefused(string origin)
    {
        using var harness = new OriginHarness();

        Assert.Equal(FetchFailure.AddressRefused, (await harness.GetAsync(origin, "/")).Failure);
        Assert.Equal(0, harness.Resolver.Questions);
    }

    [Theory(Timeout = Guard)]
    [InlineData(22)]
    [InlineData(25)]
    [InlineData(6000)]
    [InlineData(6667)]
    [InlineData(10080)]
    public async Task DialAsync_PortNoWebClientConnectsTo_IsRefusedBeforeTheNameIsResolved(int port)
    {
        using var harness = new OriginHarness { Pins = OriginPins.Parse(["pinned=127.0.0.1"]) };
        harness.Resolver.Answers[Host] = [Public];

        Assert.Equal(FetchFailure.PortRefused, await FailureAsync(harness, Host, port));
        Assert.Equal(FetchFailure.PortRefused, await FailureAsync(harness, "pinned", port));
        Assert.Equal(FetchFailure.PortRefused, (await harness.GetAsync($"http://{Host}:{port}", "/")).Failure);
        Assert.Equal(0, harness.Resolver.Questions);
    }

    [Fact(Timeout = Guard)]
    public async Task DialAsync_NameThatDoesNotResolve_SaysSo()
    {
        using var harness = new OriginHarness();

        Assert.Equal(FetchFailure.NameNotResolved, await FailureAsync(harness, Host, 80));
        Assert.Equal(FetchFailure.NameNotResolved, (await harness.GetAsync()).Failure);
    }

    [Fact(Timeout = Guard)]
    public async Task DialAsync_PinnedHost_GoesThereWithoutResolvingItsName()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        using var harness = new OriginHarness
        {
            Pins = OriginPins.Parse(["www.x.com=10.0.0.1", "single=10.0.0.2:6667"]),
        };
        var tenOne = new IPEndPoint(IPAddress.Parse("10.0.0.1"), 8000);
        var tenTwo = new IPEndPoint(IPAddress.Parse("10.0.0.2"), 6667);
        harness.Network.Routes[tenOne] = origin.EndPoint;
        harness.Network.Routes[tenTwo] = origin.EndPoint;

        Assert.Null(await FailureAsync(harness, "WWW.x.com", 8000));
        Assert.Null(await FailureAsync(harness, "single", 80));

        Assert.Equal([tenOne, tenTwo], harness.Network.Attempts);
        Assert.Equal(0, harness.Resolver.Questions);
    }

    /// <summary>The server moved: the next connection finds it.</summary>
    [Fact(Timeout = Guard)]
    public async Task DialAsync_HostPinnedToAName_ResolvesThatNameForEachConnection()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.UntilClosedAsync());
        using var harness = new OriginHarness { Pins = OriginPins.Parse(["www.x.com=backend:8000"]) };
        var before = new IPEndPoint(IPAddress.Parse("10.0.0.1"), 8000);
        var after = new IPEndPoint(IPAddress.Parse("10.0.0.2"), 8000);
        harness.Network.Routes[before] = origin.EndPoint;
        harness.Network.Routes[after] = origin.EndPoint;

        harness.Resolver.Answers["backend"] = [before.Address];
        Assert.Null(await FailureAsync(harness, Host, 80));
        harness.Resolver.Answers["backend"] = [after.Address];
        Assert.Null(await FailureAsync(harness, Host, 80));
        harness.Resolver.Answers["backend"] = [];
        Assert.Equal(FetchFailure.NameNotResolved, await FailureAsync(harness, Host, 80));
        harness.Own.Add(after);
        harness.Resolver.Answers["backend"] = [before.Address, after.Address];
        Assert.Equal(FetchFailure.Loop, await FailureAsync(harness, Host, 80));

        Assert.Equal([before, after], harness.Network.Attempts);
    }

    [Theory(Timeout = Guard)]
    [InlineData("93.184.216.34:8080")]
    [InlineData("127.0.0.1:8080")]
    public async Task DialAsync_OwnListener_IsALoop(string listener)
    {
        var own = IPEndPoint.Parse(listener);
        using var harness = new OriginHarness
        {
            Pins = OriginPins.Parse([$"pinned={own.Address}", $"replaced={own.Address}:8080"]),
        };
        harness.Own.Add(own);
        harness.Resolver.Answers[Host] = [IPAddress.Parse("93.184.216.99"), own.Address];

        Assert.Equal(FetchFailure.Loop, await FailureAsync(harness, Host, 8080));
        Assert.Equal(FetchFailure.Loop, await FailureAsync(harness, "pinned", 8080));
        Assert.Equal(FetchFailure.Loop, await FailureAsync(harness, "replaced", 80));
        Assert.Equal(FetchFailure.Loop, (await harness.GetAsync($"http://{Host}:8080", "/")).Failure);
        Assert.Empty(harness.Network.Attempts);
    }

    [Fact(Timeout = Guard)]
    public async Task DialAsync_CallerLeaves_Throws()
    {
        using var harness = new OriginHarness();
        harness.Resolver.Hangs = true;
        using var leaving = new CancellationTokenSource();

        var dialing = harness.Dialer().DialAsync(Host, 80, secure: false, leaving.Token);
        await harness.Resolver.Asked.Task;
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dialing);
    }

    [Fact(Timeout = Guard)]
    public async Task ResolveAsync_OfTheSystem_KnowsLocalhostAndNotTheInvalid()
    {
        var resolver = new SystemHostResolver();
        var cancel = TestContext.Current.CancellationToken;

        Assert.Contains(await resolver.ResolveAsync("localhost", cancel), IPAddress.IsLoopback);
        Assert.Empty(await resolver.ResolveAsync("no-such-host.invalid", cancel));
    }

    /// <summary>Each takes a thread for as long as the name's servers are silent.</summary>
    [Fact(Timeout = Guard)]
    public async Task ResolveAsync_OfTheSystemWithSilentNames_TakesABoundedNumberOfThreads()
    {
        using var entered = new SemaphoreSlim(0);
        using var gate = new ManualResetEventSlim();
        var running = 0;
        var resolver = new SystemHostResolver(host =>
        {
            Assert.InRange(Interlocked.Increment(ref running), 1, SystemHostResolver.MaxThreads);
            entered.Release();
            gate.Wait();
            Interlocked.Decrement(ref running);
            return [IPAddress.Loopback];
        });
        var cancel = TestContext.Current.CancellationToken;

        var names = Enumerable.Range(0, 2 * SystemHostResolver.MaxThreads);
        var resolving = names.Select(name => resolver.ResolveAsync($"{name}.test", cancel).AsTask()).ToList();
        for (var i = 0; i < SystemHostResolver.MaxThreads; i++)
        {
            await entered.WaitAsync(cancel);
        }

        Assert.DoesNotContain(resolving, task => task.IsCompleted);
        gate.Set();
        Assert.All(await Task.WhenAll(resolving), addresses => Assert.Equal([IPAddress.Loopback], addresses));
    }

    [Fact(Timeout = Guard)]
    public async Task ConnectAsync_OfTheSystem_ConnectsOrSaysNo()
    {
        var connector = new SocketConnector();
        var cancel = TestContext.Current.CancellationToken;
        IPEndPoint gone;
        await using (var origin = ScriptedOrigin.Start(connection => connection.SendAsync("hello")))
        {
            gone = origin.EndPoint;
            await using var stream = await connector.ConnectAsync(origin.EndPoint, cancel);
            await stream!.ReadExactlyAsync(new byte[5], cancel);
        }

        Assert.Null(await connector.ConnectAsync(gone, cancel));
    }

    private static async Task<FetchFailure?> FailureAsync(OriginHarness harness, string host, int port)
    {
        var dial = await harness.Dialer().DialAsync(host, port, secure: false, TestContext.Current.CancellationToken);
        if (!dial.Connected)
        {
            return dial.Failure;
        }

        await dial.Stream.DisposeAsync();
        return null;
    }
}
