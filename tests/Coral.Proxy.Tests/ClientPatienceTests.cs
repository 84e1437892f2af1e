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
}
