using System.Diagnostics.Metrics;
using System.Net;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Names;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A real proxy on loopback with a fake cache behind it, and a clock that stands still.</summary>
internal sealed class ProxyUnderTest : IAsyncDisposable
{
    public const string NetworkId = "net-of-the-tests";
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private ProxyUnderTest(
        ProxyOptions options,
        AccessLog? accessLog,
        IPEndPoint endPoint,
        Func<string, bool> sendsBack
    )
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        var names = new CoralizedNames(
            ["localhost", "coral.test"],
            [new ServedHost("declared.example"), new ServedHost("site.example", WebScheme.Http)],
            new MemoryHashedHosts()
        );
        Meters = meters;
        Server = new ProxyServer(
            [
                new ProxyListener(endPoint, ListenerKind.Http),
                new ProxyListener(new IPEndPoint(IPAddress.Loopback, 0), ListenerKind.Http2),
            ],
            new ProxyContent(Cache, names, NetworkId, new ProxyMetrics(meters), accessLog) { SendsBack = sendsBack },
            options,
            new FixedClock(Now),
            Events
        );
    }

    public FakeContentCache Cache { get; } = new();

    public EventLog Events { get; } = new();

    public IMeterFactory Meters { get; }

    public ProxyServer Server { get; }

    public IPEndPoint Http => Server.Bound[0].EndPoint;

    public IPEndPoint Http2 => Server.Bound[1].EndPoint;

    public static async Task<ProxyUnderTest> StartAsync(
        ProxyOptions? options = null,
        AccessLog? accessLog = null,
        IPEndPoint? endPoint = null,
        Func<string, bool>? sendsBack = null
    )
    {
        var proxy = new ProxyUnderTest(
            options ?? new ProxyOptions(),
            accessLog,
            endPoint ?? new IPEndPoint(IPAddress.Loopback, 0),
            sendsBack ?? (static _ => false)
        );
        try
        {
            await proxy.Server.StartAsync(TestContext.Current.CancellationToken);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts a fresh response under <c>http://www.x.com</c>.</summary>
    public void Keep(string target, StoredResponse response) =>
        Cache.Fresh[new CacheKey("http://www.x.com", target)] = response;

    public Task<RawConnection> ConnectAsync() => RawConnection.OpenAsync(Http);

    /// <summary>One request on a connection of its own, to <c>www.x.com</c> unless its fields say otherwise.</summary>
    public async Task<RawResponse> SendAsync(string requestLine, params string[] fields)
    {
        await using var connection = await ConnectAsync();
        var host = fields.Any(field => field.StartsWith("Host:", StringComparison.Ordinal))
            ? []
            : (string[])["Host: www.x.com.localhost"];
        await connection.SendAsync(requestLine, [.. host, .. fields]);
        return await connection.ReceiveAsync(isHead: requestLine.StartsWith("HEAD", StringComparison.Ordinal));
    }

    public Task<RawResponse> GetAsync(string target, params string[] fields) =>
        SendAsync($"GET {target} HTTP/1.1", fields);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _services.DisposeAsync();
    }
}
