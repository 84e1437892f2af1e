using System.Text;
using Coral.Caching;
using Coral.Caching.Http;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>Bodies that are still on their way while the client reads them.</summary>
public sealed class StreamingTests
{
    private static readonly byte[] Abc = "abc"u8.ToArray();

    [Fact(Timeout = 30_000)]
    public async Task Get_GrowingBody_EveryPieceArrivesBeforeTheNextIsThere()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(length: 6);
        proxy.Cache.Respond = Always(FakeResponse.Growing(body, ("Content-Type", "text/plain")));
        await using var connection = await AskAsync(proxy);

        var (status, fields) = await connection.ReceiveHeadAsync();
        body.Append(Abc);
        var first = new MemoryStream();
        await connection.ReadAsync(first, 3);
        body.Append(Abc);
        body.End();
        var second = new MemoryStream();
        await connection.ReadAsync(second, 3);

        Assert.Equal(200, status);
        Assert.Contains(("Content-Length", "6"), fields);
        Assert.Equal(Abc, first.ToArray());
        Assert.Equal(Abc, second.ToArray());
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_LengthUnknown_IsSentInChunks()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(length: null);
        body.Append(Abc);
        body.End();
        proxy.Cache.Respond = Always(FakeResponse.Growing(body));

        var response = await proxy.GetAsync("/");

        Assert.Equal(
            (200, "chunked", "abc", true),
            (response.Status, response["Transfer-Encoding"], response.Text, response.IsComplete)
        );
    }

    [Theory(Timeout = 30_000)]
    [InlineData(6L, FetchFailure.ConnectionLost)]
    [InlineData(null, FetchFailure.BodyTimedOut)]
    [InlineData(6L, null)]
    public async Task Get_BodyBreaksOff_NoClientTakesItForComplete(long? length, FetchFailure? failure)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(length);
        proxy.Cache.Respond = Always(FakeResponse.Growing(body));
        await using var connection = await AskAsync(proxy);
        body.Append(Abc);
        var receiving = connection.ReceiveAsync();

        body.End(failure);
        var response = await receiving;

        Assert.Equal(200, response.Status);
        Assert.False(response.IsComplete);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_BodyBreaksOffBeforeItsFirstByte_GetsAPage()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(length: 6);
        body.End(FetchFailure.ConnectionLost);
        proxy.Cache.Respond = Always(FakeResponse.Growing(body, ("ETag", "\"x\""), ("Content-Encoding", "gzip")));

        var response = await proxy.GetAsync("/");

        Assert.Equal((502, true), (response.Status, response.IsComplete));
        Assert.Contains("before the end of its response", response.Text);
        Assert.Null(response["ETag"]);
        Assert.Null(response["Content-Encoding"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_ClientLeavesWhileItWaits_ItsWaitingIsCancelled()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var asked = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        proxy.Cache.Respond = async (_, token) =>
        {
            await using var registration = token.Register(cancelled.SetResult);
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("Unreachable.");
        };

        await using (var connection = await AskAsync(proxy))
        {
            await asked.Task;
            connection.Reset();
        }

        await cancelled.Task;
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_ClientLeavesInTheMiddle_TheResponseIsDisposed()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(length: 6);
        var answer = FakeResponse.Growing(body);
        proxy.Cache.Respond = Always(answer);

        await using (var connection = await AskAsync(proxy))
        {
            body.Append(Abc);
            await connection.ReceiveHeadAsync();
            connection.Reset();
        }

        await answer.Disposed;
        Assert.DoesNotContain(proxy.Events.Events, e => e.Event == "RequestFailed");
    }

    [Theory(Timeout = 30_000)]
    [InlineData("5", 5)]
    [InlineData(null, null)]
    public async Task Head_Fetched_SaysTheLengthThatTheOriginSaid(string? declared, int? told)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = Always(
            declared is null ? FakeResponse.Of(200, "") : FakeResponse.Of(200, "", ("Content-Length", declared))
        );

        var response = await proxy.SendAsync("HEAD / HTTP/1.1");

        Assert.Equal(told?.ToString(), response["Content-Length"]);
        Assert.True(Assert.Single(proxy.Cache.Requests).IsHead);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(false, 0, false, null)]
    [InlineData(false, 0, true, "0")]
    [InlineData(false, 5, false, "5")]
    [InlineData(true, 0, false, "0")]
    public async Task Get_Fetched_HasAnAgeWheneverItLayInAStore(bool hit, int age, bool upstream, string? told)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var head = new ResponseHead(200, upstream ? FieldList.Of(("Age", "0")) : FieldList.Empty);
        proxy.Cache.Respond = Always(
            new FakeResponse(head, default, GrowingBody.Complete(Abc))
            {
                AgeToTell = TimeSpan.FromSeconds(age),
                StatusToTell = new CacheStatus { Hit = hit, Forward = hit ? null : "uri-miss" },
            }
        );

        var response = await proxy.GetAsync("/");

        Assert.Equal(told, response["Age"]);
        Assert.Equal(hit ? "coral; hit" : "coral; fwd=uri-miss", response["Cache-Status"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_Http10_EndsWithTheConnection()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(length: null);
        body.Append(Encoding.ASCII.GetBytes("abc"));
        body.End();
        proxy.Cache.Respond = Always(FakeResponse.Growing(body));

        var response = await proxy.SendAsync("GET / HTTP/1.0");

        Assert.Equal("abc", response.Text);
        Assert.Null(response["Transfer-Encoding"]);
    }

    private static Func<CacheRequest, CancellationToken, Task<CacheResponse>> Always(CacheResponse answer) =>
        (_, _) => Task.FromResult(answer);

    private static async Task<RawConnection> AskAsync(ProxyUnderTest proxy)
    {
        var connection = await proxy.ConnectAsync();
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
        return connection;
    }
}
