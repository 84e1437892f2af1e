using System.Net;
using Coral.Caching.Http;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Proxy.Tests.Origin;

/// <summary>Every way of taking too long, and what it is called.</summary>
public sealed class OriginTimeLimitTests
{
    private const int Guard = 30_000;
    private const string Url = "http://www.x.com";

    [Fact(Timeout = Guard)]
    public async Task SendAsync_NameThatNeverResolves_TimesOutConnecting()
    {
        using var harness = new OriginHarness();
        harness.Resolver.Hangs = true;

        Assert.Equal(
            FetchFailure.ConnectTimedOut,
            await FailureAfterAsync(harness, Url, harness.Options.ConnectTimeLimit)
        );
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_AddressThatNeverAccepts_TimesOutConnecting()
    {
        using var harness = new OriginHarness();
        harness.Resolver.Answers["www.x.com"] = [OriginHarness.PublicAddress];
        harness.Network.BlackHoles.Add(new IPEndPoint(OriginHarness.PublicAddress, 80));

        Assert.Equal(
            FetchFailure.ConnectTimedOut,
            await FailureAfterAsync(harness, Url, harness.Options.ConnectTimeLimit)
        );
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_TlsThatNeverResponds_TimesOutConnecting()
    {
        var greeted = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.Stream.ReadExactlyAsync(new byte[5]);
            greeted.SetResult();
            await connection.UntilClosedAsync();
        });
        using var harness = new OriginHarness();
        harness.Route("www.x.com", 443, origin.EndPoint);

        var sending = harness.GetAsync("https://www.x.com", "/");
        await greeted.Task;
        harness.Clock.Advance(harness.Options.ConnectTimeLimit);

        Assert.Equal(FetchFailure.ConnectTimedOut, (await sending).Failure);
    }

    [Theory(Timeout = Guard)]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: a")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    public async Task SendAsync_HeaderThatNeverEnds_TimesOutWaitingForIt(string beginning)
    {
        var sent = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(beginning);
            sent.SetResult();
            await connection.UntilClosedAsync();
        });
        using var harness = OriginHarness.Of(origin);

        var sending = harness.GetAsync();
        await sent.Task;
        harness.Clock.Advance(harness.Options.HeaderTimeLimit - TimeSpan.FromTicks(1));
        Assert.False(sending.IsCompleted);
        harness.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(FetchFailure.HeaderTimedOut, (await sending).Failure);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_HeaderByteByByte_HasOneLimitForAllOfIt()
    {
        var next = new SemaphoreSlim(0);
        var sent = new SemaphoreSlim(0);
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            foreach (var character in "HTTP/1.1 200 OK\r\nX: y")
            {
                await connection.SendAsync(character.ToString());
                sent.Release();
                await connection.WaitAsync(next.WaitAsync());
            }
        });
        using var harness = OriginHarness.Of(origin);

        var sending = harness.GetAsync();
        for (var second = 0; second < 10; second++)
        {
            await sent.WaitAsync(TestContext.Current.CancellationToken);
            harness.Clock.Advance(harness.Options.HeaderTimeLimit / 10);
            next.Release();
        }

        Assert.Equal(FetchFailure.HeaderTimedOut, (await sending).Failure);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_TimeSpentConnecting_IsNotTheHeaders()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.UntilClosedAsync();
        });
        using var harness = OriginHarness.Of(origin);
        harness.Options.HeaderTimeLimit = TimeSpan.FromSeconds(3);
        harness.Resolver.Gate = new TaskCompletionSource();

        var sending = harness.GetAsync();
        await harness.Clock.UntilArmedAsync(harness.Options.ConnectTimeLimit);
        await harness.Resolver.Asked.Task;
        harness.Clock.Advance(TimeSpan.FromSeconds(4));
        harness.Resolver.Gate.SetResult();
        await origin.NextHeadAsync();
        harness.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(sending.IsCompleted);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(FetchFailure.HeaderTimedOut, (await sending).Failure);
    }

    [Fact(Timeout = Guard)]
    public async Task ReadAsync_BodyThatStalls_TimesOut()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            await connection.UntilClosedAsync();
        });
        using var harness = OriginHarness.Of(origin);
        var body = (await harness.GetAsync()).Body!;
        var buffer = new byte[100];

        Assert.Equal(5, (await body.ReadAsync(buffer, TestContext.Current.CancellationToken)).Bytes);
        harness.Clock.Advance(TimeSpan.FromHours(1));
        var reading = body.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        await harness.Clock.UntilArmedAsync(harness.Options.BodyIdleTimeLimit);
        harness.Clock.Advance(harness.Options.BodyIdleTimeLimit);

        Assert.Equal(BodyRead.Failed(FetchFailure.BodyTimedOut), await reading);
        Assert.Equal(
            BodyRead.Failed(FetchFailure.BodyTimedOut),
            await body.ReadAsync(buffer, TestContext.Current.CancellationToken)
        );
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_CallerLeaves_Throws()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.UntilClosedAsync();
        });
        using var harness = OriginHarness.Of(origin);
        using var leaving = new CancellationTokenSource();

        var sending = harness.Client.SendAsync(
            new CacheRequest(new CacheKey(Url, "/"), false, FieldList.Empty),
            leaving.Token
        );
        await origin.NextHeadAsync();
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact(Timeout = Guard)]
    public async Task ReadAsync_CallerLeaves_Throws()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
            await connection.UntilClosedAsync();
        });
        using var harness = OriginHarness.Of(origin);
        using var leaving = new CancellationTokenSource();
        await using var body = (await harness.GetAsync()).Body!;

        var reading = body.ReadAsync(new byte[100], leaving.Token).AsTask();
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(
            BodyRead.Failed(FetchFailure.ConnectionLost),
            await body.ReadAsync(new byte[100], TestContext.Current.CancellationToken)
        );
    }

    /// <summary>Starts a request, and lets <paramref name="limit"/> pass once it is being measured.</summary>
    private static async Task<FetchFailure> FailureAfterAsync(OriginHarness harness, string origin, TimeSpan limit)
    {
        var sending = harness.GetAsync(origin, "/");
        await harness.Clock.UntilArmedAsync(limit);
        harness.Clock.Advance(limit);
        var result = await sending;
        Assert.Null(result.Head);
        return result.Failure;
    }
}
