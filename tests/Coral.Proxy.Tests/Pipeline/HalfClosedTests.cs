using Coral.Caching;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>Clients that close their sending side after the request: they get their responses.</summary>
public sealed class HalfClosedTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Theory(Timeout = 30_000)]
    [InlineData("HTTP/1.1")]
    [InlineData("HTTP/1.0")]
    public async Task Get_Stored_IsSentWhole(string version)
    {
        await using var proxy = await ProxyUnderTest.StartAsync(
            new ProxyOptions { HalfClosedPatience = TimeSpan.Zero }
        );
        proxy.Keep("/", Stored.Of(new byte[1_000_000]));
        for (var i = 0; i < 20; i++)
        {
            await using var connection = await AskAsync(proxy, $"GET / {version}");
            var response = await connection.ReceiveAsync();

            Assert.Equal((200, 1_000_000, true), (response.Status, response.Body.Length, response.IsComplete));
            Assert.True(await connection.IsClosedByPeerAsync());
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_SeveralInARow_AllAreAnswered()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/", Stored.Of("stored"));
        await using var connection = await proxy.ConnectAsync();
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
        await connection.SendAsync("GET /other HTTP/1.1", "Host: www.x.com.localhost");
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
        connection.EndSending();

        Assert.Equal("stored", (await connection.ReceiveAsync()).Text);
        Assert.Equal("fetched", (await connection.ReceiveAsync()).Text);
        Assert.Equal("stored", (await connection.ReceiveAsync()).Text);
        Assert.True(await connection.IsClosedByPeerAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_ThatTakesItsTime_IsAnswered()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        proxy.Cache.Respond = async (_, token) =>
        {
            asked.SetResult();
            await release.Task.WaitAsync(token);
            return FakeResponse.Of(200, "late");
        };
        await using var connection = await AskAsync(proxy);
        await asked.Task;

        release.SetResult();

        Assert.Equal("late", (await connection.ReceiveAsync()).Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_WhileTheBodyComes_LivesAsLongAsBytesAreTaken()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(new ProxyOptions { HalfClosedPatience = Short });
        var body = new GrowingBody(length: null);
        var answer = FakeResponse.Growing(body);
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(answer);
        await using var connection = await AskAsync(proxy);
        await connection.ReceiveHeadAsync();

        // Longer than the patience in all, and a piece whenever the one before has been read.
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (!answer.Disposed.IsCompleted && clock.GetElapsedTime(started) < 4 * Short)
        {
            body.Append([1]);
            await connection.ReadAsync(new MemoryStream(), "1\r\n\u0001\r\n".Length);
        }

        Assert.False(answer.Disposed.IsCompleted);
        await answer.Disposed;
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_ThatTakesLongerThanThePatience_IsGivenUp()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(new ProxyOptions { HalfClosedPatience = Short });
        var cancelled = new TaskCompletionSource();
        proxy.Cache.Respond = async (_, token) =>
        {
            await using var registration = token.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("Unreachable.");
        };
        await using var connection = await AskAsync(proxy);

        await cancelled.Task;

        await Assert.ThrowsAsync<IOException>(() => connection.ReceiveAsync());
        Assert.DoesNotContain(proxy.Events.Events, e => e.Event == "RequestFailed");
    }

    private static async Task<RawConnection> AskAsync(ProxyUnderTest proxy, string line = "GET / HTTP/1.1")
    {
        var connection = await proxy.ConnectAsync();
        await connection.SendAsync(line, "Host: www.x.com.localhost");
        connection.EndSending();
        return connection;
    }
}
