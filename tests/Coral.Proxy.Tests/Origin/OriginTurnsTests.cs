using Coral.Caching.Http;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Proxy.Tests.Origin;

/// <summary>Requests that wait for one of our own connections: their origin is not to blame.</summary>
public sealed class OriginTurnsTests
{
    private const int Guard = 30_000;

    [Fact(Timeout = Guard)]
    public async Task Request_ThatWaitsForATurn_HasTheWholeTimeOnceItIsSent()
    {
        await using var origin = SilentOrigin();
        using var harness = OriginHarness.Of(origin);
        harness.Options.MaxConnectionsPerOrigin = 1;
        harness.Options.ConnectionWait = TimeSpan.FromMinutes(10);

        var first = harness.GetAsync("/1");
        await origin.NextHeadAsync();
        var second = harness.GetAsync("/2");
        await harness.Clock.UntilArmedAsync(harness.Options.ConnectionWait);
        harness.Clock.Advance(harness.Options.HeaderTimeLimit);

        Assert.Equal(FetchFailure.HeaderTimedOut, (await first).Failure);
        await origin.NextHeadAsync();
        harness.Clock.Advance(harness.Options.HeaderTimeLimit - TimeSpan.FromTicks(1));
        Assert.False(second.IsCompleted);
        harness.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(FetchFailure.HeaderTimedOut, (await second).Failure);
    }

    [Theory(Timeout = Guard)]
    [InlineData(1, 64)]
    [InlineData(64, 1)]
    public async Task Request_WithoutATurnInTime_FailsForThisNodesSake(int perOrigin, int inAll)
    {
        await using var origin = SilentOrigin();
        using var harness = OriginHarness.Of(origin);
        harness.Options.MaxConnectionsPerOrigin = perOrigin;
        harness.Options.MaxConnections = inAll;
        harness.Options.ConnectionWait = TimeSpan.FromSeconds(2);

        var first = harness.GetAsync("/1");
        await origin.NextHeadAsync();
        var second = harness.GetAsync("/2");
        await harness.Clock.UntilArmedAsync(harness.Options.ConnectionWait);
        harness.Clock.Advance(harness.Options.ConnectionWait);

        Assert.Equal(FetchFailure.Overloaded, (await second).Failure);
        Assert.False(first.IsCompleted);
    }

    [Theory(Timeout = Guard)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Turn_OfABodyThatIsReadOrDropped_IsTheNextOnes(bool isRead)
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            while (await connection.ReadHeadAsync() is { Length: > 0 })
            {
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            }
        });
        using var harness = OriginHarness.Of(origin);
        harness.Options.MaxConnectionsPerOrigin = 1;

        var first = await harness.GetAsync("/1");
        var second = harness.GetAsync("/2");
        await harness.Clock.UntilArmedAsync(harness.Options.ConnectionWait);
        Assert.False(second.IsCompleted);
        if (isRead)
        {
            Assert.Equal(("hello", null), await OriginHarness.ReadAllAsync(first.Body));
        }
        else
        {
            await first.Body!.DisposeAsync();
        }

        Assert.Equal(200, (await second).Head!.Status);
    }

    [Fact(Timeout = Guard)]
    public async Task Turn_OfARequestWhoseCallerLeaves_IsTheNextOnes()
    {
        await using var origin = SilentOrigin();
        using var harness = OriginHarness.Of(origin);
        harness.Options.MaxConnectionsPerOrigin = 1;
        using var leaving = new CancellationTokenSource();

        var first = harness.Client.SendAsync(
            new CacheRequest(new CacheKey("http://www.x.com", "/1"), false, FieldList.Empty),
            leaving.Token
        );
        await origin.NextHeadAsync();
        _ = harness.GetAsync("/2");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        await origin.NextHeadAsync();
    }

    /// <summary>Idle connections are kept for an origin's next request, but not at another's cost.</summary>
    [Fact(Timeout = Guard)]
    public async Task Connection_ThatIsIdle_MakesRoomForAnotherOrigin()
    {
        var closed = new TaskCompletionSource();
        await using var kept = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            await connection.UntilClosedAsync();
            closed.SetResult();
        });
        await using var other = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
            await connection.UntilClosedAsync();
        });
        using var harness = OriginHarness.Of(kept);
        harness.Resolver.Answers["www.y.com"] = [System.Net.IPAddress.Parse("93.184.216.35")];
        harness.Network.Routes[new System.Net.IPEndPoint(System.Net.IPAddress.Parse("93.184.216.35"), 80)] =
            other.EndPoint;
        harness.Options.MaxConnections = 1;
        Assert.Equal(("hello", null), await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body));

        Assert.Equal(204, (await harness.GetAsync("http://www.y.com", "/")).Head!.Status);

        await closed.Task;
    }

    private static ScriptedOrigin SilentOrigin() =>
        ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.UntilClosedAsync();
        });
}
