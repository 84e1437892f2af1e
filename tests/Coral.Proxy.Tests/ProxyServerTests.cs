using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Coral.Caching;
using Coral.Caching.Http;
using Coral.Proxy.Pipeline;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests;

/// <summary>Starting, stopping and the limits.</summary>
public sealed class ProxyServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Start_PortZero_ReportsThePortsItGot()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        Assert.Equal([ListenerKind.Http, ListenerKind.Http2], proxy.Server.Bound.Select(bound => bound.Kind));
        Assert.All(proxy.Server.Bound, bound => Assert.NotEqual(0, bound.EndPoint.Port));
        Assert.Contains(proxy.Events.Events, e => e.Event == "Listening");
    }

    [Fact(Timeout = 30_000)]
    public async Task Stop_ResponseUnderWay_IsFinishedAndNoNewConnectionTaken()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(length: 6);
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(FakeResponse.Growing(body));
        await using var connection = await proxy.ConnectAsync();
        await using var idle = await proxy.ConnectAsync();
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
        body.Append([1, 2, 3]);
        await connection.ReceiveHeadAsync();

        var stopping = proxy.Server.StopAsync(Token);
        Assert.True(await idle.IsClosedByPeerAsync());
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(proxy.ConnectAsync);
        Assert.False(stopping.IsCompleted);
        body.Append([4, 5, 6]);
        body.End();

        var rest = new MemoryStream();
        Assert.True(await connection.ReadAsync(rest, 6));
        await stopping;
    }

    [Fact(Timeout = 30_000)]
    public async Task Stop_ResponseThatNeverEnds_IsAbortedAtTheLimitAndLetGo()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(
            new ProxyOptions { DrainTimeout = TimeSpan.FromMilliseconds(50) }
        );
        var answer = FakeResponse.Growing(new GrowingBody(length: 6));
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(answer);
        await using var connection = await proxy.ConnectAsync();
        await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
        await connection.ReceiveHeadAsync();

        await proxy.Server.StopAsync(Token);

        await answer.Disposed;
        Assert.False(await connection.ReadAsync(Stream.Null, 6));
    }

    [Fact(Timeout = 30_000)]
    public async Task Start_PortInUse_SaysSo()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();

        await Assert.ThrowsAsync<IOException>(() => ProxyUnderTest.StartAsync(endPoint: proxy.Http));
    }

    [Fact(Timeout = 30_000)]
    public async Task Request_OverALimit_HasItsOwnStatus()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(
            new ProxyOptions
            {
                MaxRequestLineBytes = 300,
                MaxRequestHeaderBytes = 2000,
                MaxRequestFields = 10,
            }
        );

        var longLine = await proxy.GetAsync("/" + new string('a', 300));
        var longestLine = await proxy.GetAsync("/" + new string('a', 700));
        var longHeader = await proxy.GetAsync("/", "X: " + new string('a', 2000));
        var manyFields = await proxy.GetAsync("/", [.. Enumerable.Range(0, 11).Select(i => $"X-{i}: 1")]);
        var within = await proxy.GetAsync("/" + new string('a', 200));

        Assert.Equal((414, 431, 431, 200), (longLine.Status, longHeader.Status, manyFields.Status, within.Status));
        Assert.Equal(414, longestLine.Status);
        Assert.Contains("limit of 300 bytes", longLine.Text, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_AboveTheLimitWhileAllAreBusy_IsClosed(bool atAnotherListener)
    {
        await using var proxy = await ProxyUnderTest.StartAsync(new ProxyOptions { MaxConnections = 1 });
        var body = new GrowingBody(length: 6);
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(FakeResponse.Growing(body));
        await using var first = await proxy.ConnectAsync();
        await first.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
        await first.ReceiveHeadAsync();

        Assert.True(await IsTurnedAwayAsync(atAnotherListener ? proxy.Http2 : proxy.Http));

        body.Append([1, 2, 3, 4, 5, 6]);
        body.End();
        Assert.True(await first.ReadAsync(new MemoryStream(), 6));
    }

    [Fact(Timeout = 30_000)]
    public async Task Connection_ThatIsIdleWhenAllAreTaken_MakesRoom()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(new ProxyOptions { MaxConnections = 2 });
        await using var first = await proxy.ConnectAsync();
        await using var second = await proxy.ConnectAsync();
        await first.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
        Assert.Equal(200, (await first.ReceiveAsync()).Status);
        await second.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
        Assert.Equal(200, (await second.ReceiveAsync()).Status);

        Assert.Equal(200, (await proxy.GetAsync("/")).Status);

        Assert.True(await first.IsClosedByPeerAsync());
    }

    /// <summary>More of them than may be, all at once: the node stays within its bound, and serves the last.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Connections_FarMoreThanTheLimit_LeaveRoomForOthers()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(new ProxyOptions { MaxConnections = 20 });
        var idle = new List<RawConnection>();
        try
        {
            for (var i = 0; i < 300; i++)
            {
                await TryAsync(async () => idle.Add(await proxy.ConnectAsync()));
            }

            // While those that made room are still ending, even this one may be turned away.
            RawResponse? last = null;
            while (last is null)
            {
                await TryAsync(async () => last = await proxy.GetAsync("/"));
            }

            Assert.Equal(200, last.Status);
            Assert.InRange(proxy.Server.ConnectionsUsed, 0, 1);
        }
        finally
        {
            foreach (var connection in idle)
            {
                await connection.DisposeAsync();
            }
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Requests_Served_AreCounted()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var seen = new List<(string Instrument, double Value, string? Status, string? Cache, string? End)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == ProxyMetrics.MeterName && instrument.Meter.Scope == proxy.Meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Record(i.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Record(i.Name, value, tags));
        listener.Start();
        proxy.Keep("/hit", Stored.Of("hello"));

        await proxy.GetAsync("/hit");
        await proxy.GetAsync("/miss");
        await proxy.GetAsync("/", "Host: evil.example");
        proxy.Cache.Respond = (_, _) => Task.FromResult<CacheResponse>(FakeResponse.Failed(FetchFailure.ConnectFailed));
        await proxy.GetAsync("/failed");
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<CacheResponse>(
                new FakeResponse(null, FetchFailure.BadResponse, null) { StatusToTell = new() { Collapsed = true } }
            );
        await proxy.GetAsync("/joined");
        await proxy.Server.StopAsync(Token);

        lock (seen)
        {
            Assert.Equal(
                [
                    ("2xx", "hit", "complete"),
                    ("2xx", "miss", "complete"),
                    ("4xx", "none", "complete"),
                    ("5xx", "collapsed", "complete"),
                    ("5xx", "miss", "complete"),
                ],
                seen.Where(m => m.Instrument == "coral.proxy.responses").Select(m => (m.Status, m.Cache, m.End)).Order()
            );
            Assert.Equal(
                5,
                seen.Where(m => m is { Instrument: "coral.proxy.response.bytes", Cache: "hit" }).Sum(m => m.Value)
            );
            Assert.Equal(0, seen.Where(m => m.Instrument == "coral.proxy.requests.active").Sum(m => m.Value));
            Assert.Equal(5, seen.Count(m => m.Instrument == "coral.proxy.request.duration"));
        }

        void Record(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var byName = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value as string);
            lock (seen)
            {
                seen.Add(
                    (
                        name,
                        value,
                        byName.GetValueOrDefault("status"),
                        byName.GetValueOrDefault("cache"),
                        byName.GetValueOrDefault("end")
                    )
                );
            }
        }
    }

    private static async Task TryAsync(Func<Task> connecting)
    {
        try
        {
            await connecting();
        }
        catch (Exception ex) when (ex is SocketException or IOException)
        {
            // Turned away.
        }
    }

    private static async Task<bool> IsTurnedAwayAsync(IPEndPoint endPoint)
    {
        try
        {
            await using var connection = await RawConnection.OpenAsync(endPoint);
            return await connection.IsClosedByPeerAsync();
        }
        catch (SocketException ex) when (ex.SocketErrorCode == SocketError.ConnectionReset)
        {
            // So soon that it was never seen as open.
            return true;
        }
    }
}
