using Coral.Caching.Http;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Proxy.Tests.Origin;

/// <summary>Bodies that end as they should not, or are larger than they may be.</summary>
public sealed class OriginBodyTests
{
    private const int Guard = 30_000;

    [Theory(Timeout = Guard)]
    [InlineData("Content-Length: 10\r\n\r\nhello", "hello", FetchFailure.ConnectionLost)]
    [InlineData("Content-Length: 10\r\n\r\n", "", FetchFailure.ConnectionLost)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "hello", FetchFailure.ConnectionLost)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhel", "hel", FetchFailure.ConnectionLost)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhelloworld\r\n0\r\n\r\n", "hello", FetchFailure.BadResponse)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nxyz\r\n\r\n", "hello", FetchFailure.BadResponse)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n", "", FetchFailure.BadResponse)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffffff\r\nhello", "", FetchFailure.BadResponse)]
    public async Task ReadAsync_BrokenBody_GivesNothingButItsBytesAndSaysWhy(
        string rest,
        string text,
        FetchFailure failure
    )
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\n" + rest);
        using var harness = OriginHarness.Of(origin);

        var result = await harness.GetAsync();

        var read = await OriginHarness.ReadAllAsync(result.Body);
        Assert.Equal(failure, read.Failure);
        Assert.StartsWith(read.Text, text);
    }

    [Fact(Timeout = Guard)]
    public async Task ReadAsync_BodyLongerThanDeclared_EndsThereAndLeavesTheConnection()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
            );
            await connection.UntilClosedAsync();
        });
        using var harness = OriginHarness.Of(origin);

        Assert.Equal(("hello", null), await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body));
        Assert.Equal(("hello", null), await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body));
        Assert.Equal(2, origin.Connections);
    }

    [Fact(Timeout = Guard)]
    public async Task ReadAsync_ResetInTheMiddle_IsALostConnection()
    {
        var received = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\n\r\nhello");
            await connection.WaitAsync(received.Task);
            connection.Reset();
        });
        using var harness = OriginHarness.Of(origin);
        await using var body = (await harness.GetAsync()).Body!;

        Assert.Equal(5, (await body.ReadAsync(new byte[100], TestContext.Current.CancellationToken)).Bytes);
        received.SetResult();

        Assert.Equal(
            BodyRead.Failed(FetchFailure.ConnectionLost),
            await body.ReadAsync(new byte[100], TestContext.Current.CancellationToken)
        );
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_ClosedAtOnce_IsALostConnection()
    {
        await using var origin = ScriptedOrigin.Start(connection => connection.ReadHeadAsync());
        using var harness = OriginHarness.Of(origin);

        Assert.Equal(FetchFailure.ConnectionLost, (await harness.GetAsync()).Failure);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_ResetInTheHeader_IsALostConnection()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\n");
            connection.Reset();
        });
        using var harness = OriginHarness.Of(origin);

        Assert.Equal(FetchFailure.ConnectionLost, (await harness.GetAsync()).Failure);
    }

    [Theory(Timeout = Guard)]
    [InlineData(2047, 200)]
    [InlineData(3000, null)]
    public async Task SendAsync_Header_HasALargestSize(int bytes, int? status)
    {
        var start = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Large: ";
        var answer = start + new string('x', bytes - start.Length - 4) + "\r\n\r\n";
        await using var origin = ScriptedOrigin.Answering(answer);
        using var harness = OriginHarness.Of(origin);
        harness.Options.MaxHeaderBytes = 2048;

        var result = await harness.GetAsync();

        Assert.Equal(status, result.Head?.Status);
        Assert.True(status is not null || result.Failure == FetchFailure.BadResponse);
    }
}
