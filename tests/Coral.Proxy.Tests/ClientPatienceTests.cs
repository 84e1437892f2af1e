using Coral.Caching;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests;

/// <summary>Clients that hold a connection without using it.</summary>
public sealed class ClientPatienceTests
{
    [Fact(Timeout = 60_000)]
    public async Task Connection_IdleForTooLong_IsClosed()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(
            new ProxyOptions { KeepAlive = TimeSpan.FromSeconds(1) }
        );
        await using var connection = await proxy.ConnectAsync();
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");

        Assert.Equal(200, (await connection.ReceiveAsync()).Status);
        Assert.True(await connection.IsClosedByPeerAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Header_ThatNeverEnds_IsCutOff()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(
            new ProxyOptions { RequestHeaderTimeout = TimeSpan.FromSeconds(1) }
        );
        await using var connection = await proxy.ConnectAsync();

        await connection.SendRawAsync("GET / HTTP/1.1\r\nHost: www.x"u8.ToArray());

        Assert.Equal(408, (await connection.ReceiveAsync()).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Client_ThatReadsNothing_IsCutOffAndTheResponseDisposed()
    {
        const int Length = 64 * 1024 * 1024;
        await using var proxy = await ProxyUnderTest.StartAsync(
            new ProxyOptions { MinResponseBytesPerSecond = 1024 * 1024, MinResponseRateGrace = TimeSpan.FromSeconds(2) }
        );
        var answer = new FakeResponse(new ResponseHead(200, FieldList.Empty), default, StoredBody.Of(new byte[Length]));
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(answer);
        await using var connection = await RawConnection.OpenAsync(proxy.Http, receiveBuffer: 16 * 1024);
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");

        await answer.Disposed;

        Assert.False((await connection.ReceiveAsync()).IsComplete);
    }

    /// <summary>At the rate of the defaults: what we buffer for the client gives it no time.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Client_ThatReadsNothingAtTheDefaultRate_IsReset()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(
            new ProxyOptions { MinResponseRateGrace = TimeSpan.FromSeconds(2) }
        );
        var answer = new FakeResponse(new ResponseHead(200, FieldList.Empty), default, new EndlessBody());
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(answer);
        await using var connection = await RawConnection.OpenAsync(proxy.Http, receiveBuffer: 4 * 1024);
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");

        await answer.Disposed;

        Assert.False((await connection.ReceiveAsync()).IsComplete);
    }

    /// <summary>A connection that takes all shows nothing: the stream has no window.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Client_ThatLeavesNoWindowOverHttp2_IsCutOff()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(
            new ProxyOptions { MinResponseRateGrace = TimeSpan.FromSeconds(2) }
        );
        var answer = new FakeResponse(new ResponseHead(200, FieldList.Empty), default, new EndlessBody());
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(answer);
        using var client = new RawPeerClient(proxy.Http2);
        using var response = await client.GetAsync("/", "www.x.com.localhost");

        await answer.Disposed;

        await Assert.ThrowsAnyAsync<Exception>(async () =>
            await response.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken)
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task StoredResponse_OverHttp2ToAClientThatLeavesNoWindow_IsCutOff()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(
            new ProxyOptions { MinResponseRateGrace = TimeSpan.FromSeconds(2) }
        );
        proxy.Keep("/hit", Stored.Of(new string('a', 8 * 1024 * 1024)));
        using var client = new RawPeerClient(proxy.Http2);
        using var response = await client.GetAsync("/hit", "www.x.com.localhost");

        // The stop waits for the response's end, which comes because it is cut off.
        await proxy.Server.StopAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
            await response.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken)
        );
    }
}
