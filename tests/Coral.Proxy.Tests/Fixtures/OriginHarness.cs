using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Coral.Caching.Http;
using Coral.Caching.Transfers;
using Coral.Proxy.Origin;
using Coral.Testing.Origins;
using Coral.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>
/// A whole origin client over a resolver and a network that the test writes, and a clock that it moves.
/// </summary>
internal sealed class OriginHarness : IDisposable
{
    /// <summary>The address that every routed host resolves to: a public one.</summary>
    public static readonly IPAddress PublicAddress = IPAddress.Parse("93.184.216.34");

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Lazy<OriginClient> _client;

    public OriginHarness()
    {
        _client = new Lazy<OriginClient>(Create);
    }

    public ManualTimeProvider Clock { get; } = new();

    public OriginOptions Options { get; } = new();

    public OriginIdentity Identity { get; } = new("0.1.0", "https://coral.example/", "n3t");

    public FakeResolver Resolver { get; } = new();

    public FakeNetwork Network { get; } = new();

    public OwnListeners Own { get; } = new(() => []);

    public OriginPins Pins { get; set; } = OriginPins.None;

    public OriginTls Tls { get; set; } = new();

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public OriginClient Client => _client.Value;

    /// <summary>A harness in which <c>www.x.com:80</c> is <paramref name="origin"/>.</summary>
    public static OriginHarness Of(ScriptedOrigin origin)
    {
        var harness = new OriginHarness();
        harness.Route("www.x.com", 80, origin.EndPoint);
        return harness;
    }

    /// <summary>Makes a host known, and leads connections to its port to a real listener of the test.</summary>
    public void Route(string host, int port, IPEndPoint listener)
    {
        Resolver.Answers[host] = [PublicAddress];
        Network.Routes[new IPEndPoint(PublicAddress, port)] = listener;
    }

    public OriginDialer Dialer() =>
        new(Options, new OriginEndPoints(Options, Pins, Own, Resolver, Clock), Network, Tls, Clock);

    public Task<FetchedResponse> GetAsync(string origin, string target, params (string Name, string Value)[] fields) =>
        SendAsync(origin, target, isHead: false, fields);

    public Task<FetchedResponse> GetAsync(string target = "/") => GetAsync("http://www.x.com", target);

    public Task<FetchedResponse> HeadAsync(string target = "/") => SendAsync("http://www.x.com", target, isHead: true);

    /// <summary>Reads a body to its end, good or bad.</summary>
    public static async Task<(string Text, FetchFailure? Failure)> ReadAllAsync(IOriginBody? body)
    {
        Assert.NotNull(body);
        await using (body)
        {
            var text = new StringBuilder();
            var buffer = new byte[4096];
            while (true)
            {
                var read = await body.ReadAsync(buffer, TestContext.Current.CancellationToken);
                if (read.Bytes == 0)
                {
                    return (text.ToString(), read.Failure);
                }

                text.Append(Encoding.Latin1.GetString(buffer, 0, read.Bytes));
            }
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            Client.Dispose();
        }

        _services.Dispose();
    }

    private Task<FetchedResponse> SendAsync(
        string origin,
        string target,
        bool isHead,
        params (string Name, string Value)[] fields
    ) =>
        Client.SendAsync(
            new CacheRequest(new CacheKey(origin, target), isHead, FieldList.Of(fields)),
            TestContext.Current.CancellationToken
        );

    private OriginClient Create() =>
        new(Dialer(), Identity, Options, new OriginMetrics(Meters), Clock, NullLogger<OriginClient>.Instance);
}
