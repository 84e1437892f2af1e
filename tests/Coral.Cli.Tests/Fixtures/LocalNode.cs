using System.Net;
using Coral.Dns.Configuration;
using Coral.Node;
using Coral.Node.Admin;
using Coral.Node.Clients;
using Coral.Node.Configuration;
using Coral.Node.Dns;
using Coral.Node.Hosting;
using Coral.Node.Index;
using Coral.Node.Zones;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Cli.Tests.Fixtures;

/// <summary>A node in this process for commands to talk to.</summary>
internal sealed class LocalNode : IAsyncDisposable
{
    /// <summary>The host whose origin is where the test says.</summary>
    public const string Site = "site.test";

    private readonly CoralNode _node;

    private LocalNode(CoralNode node) => _node = node;

    public CoralNode Node => _node;

    public int Port => _node.Listening.Of("--http")[0].Port;

    public string AdminUrl => $"http://{_node.Listening.Of("--admin")[0]}";

    public string DnsEndPoint => $"{_node.Listening.Of("--dns")[0]}";

    public string Address => $"127.0.0.1:{Port}";

    public static Task<LocalNode> StartAsync(IPEndPoint origin) => StartAsync(origin, dns: [], "localhost");

    /// <summary>A node that answers DNS for some zones, at a port and address of its own.</summary>
    public static Task<LocalNode> StartAsync(IPEndPoint dns, DnsOptions options, params string[] zones) =>
        StartAsync(new IPEndPoint(IPAddress.Loopback, 1), [new NodeDnsOptions { Listen = [dns] }, options], zones);

    private static async Task<LocalNode> StartAsync(IPEndPoint origin, object[] dns, params string[] zones)
    {
        var settings = new NodeSettings([
            new ZoneOptions { Zones = zones },
            new ListenerOptions { Http = [new IPEndPoint(IPAddress.Loopback, 0)] },
            new AccessLogOptions { Destination = AccessLogOptions.Off },
            new OriginOptions { Pins = [$"{Site}={origin}"] },
            new PeerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            new NodeIndexOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            new AdminOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            .. dns,
        ]);
        var node = await CoralNode.CreateAsync(
            settings,
            new SystemTokenSource(),
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        await node.StartAsync(TestContext.Current.CancellationToken);
        return new LocalNode(node);
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
