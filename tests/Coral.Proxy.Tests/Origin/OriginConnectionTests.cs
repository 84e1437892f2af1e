using Coral.Caching.Http;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Proxy.Tests.Origin;

/// <summary>Connections that are kept, and what becomes of a request when the kept one was gone.</summary>
public sealed class OriginConnectionTests
{
    private const int Guard = 30_000;

    [Theory(Timeout = Guard)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_KeptConnectionClosedInsteadOfAResponse_IsRepeatedOnANewOne(bool reset)
    {
        var first = 0;
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
            if (Interlocked.Increment(ref first) == 1)
            {
                await connection.ReadHeadAsync();
                if (reset)
                {
                    connection.Reset();
                }

                return;
            }

            await connection.UntilClosedAsync();
        });
        using var harness = OriginHarness.Of(origin);

        Assert.Equal(("a", null), await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body));
        Assert.Equal(("a", null), await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body));

        Assert.Equal(2, origin.Connections);
    }

    [Theory(Timeout = Guard)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_NewConnectionClosedInsteadOfAResponse_IsNotRepeated(bool reset)
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            if (reset)
            {
                connection.Reset();
            }
        });
        using var harness = OriginHarness.Of(origin);

        Assert.Equal(FetchFailure.ConnectionLost, (await harness.GetAsync()).Failure);
        Assert.Equal(1, origin.Connections);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_MoreRequestsThanConnections_WaitForOne()
    {
        var release = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            while (await connection.ReadHeadAsync() is not null)
            {
                await connection.WaitAsync(release.Task);
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
            }
        });
        using var harness = OriginHarness.Of(origin);
        harness.Options.MaxConnectionsPerOrigin = 2;

        var sending = Enumerable.Range(0, 6).Select(i => harness.GetAsync($"/{i}")).ToList();
        await origin.NextHeadAsync();
        await origin.NextHeadAsync();
        release.SetResult();

        var bodies = await Task.WhenAll(
            sending.Select(async sent => await OriginHarness.ReadAllAsync((await sent).Body))
        );

        Assert.All(bodies, body => Assert.Equal(("a", null), body));
        Assert.Equal(2, origin.Connections);
    }

    [Fact(Timeout = Guard)]
    public async Task DisposeAsync_BodyHalfRead_ClosesTheConnection()
    {
        var closed = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            await connection.UntilClosedAsync();
            closed.SetResult();
        });
        using var harness = OriginHarness.Of(origin);

        await (await harness.GetAsync()).Body!.DisposeAsync();

        await closed.Task;
    }
}
