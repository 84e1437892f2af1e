using System.Net;
using Coral.Dns.Configuration;
using Coral.Node;
using Coral.Node.Admin;
using Coral.Node.Dns;
using Coral.Node.Hosting;
using Coral.Node.Index;
using Coral.Node.Options;
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

    public int Port => _node.Listeners[0].EndPoint.Port;

    public string Address => $"127.0.0.1:{Port}";

    public static Task<LocalNode> StartAsync(IPEndPoint origin) => StartAsync(origin, dns: null, "localhost");

    /// <summary>A node that answers DNS for some zones, at a port and address of its own.</summary>
    public static Task<LocalNode> StartAsync(IPEndPoint dns, DnsOptions options, params string[] zones) =>
        StartAsync(
            new IPEndPoint(IPAddress.Loopback, 1),
            new DnsSettings
            {
                Node = new NodeDnsOptions { Listen = [dns] },
                Dns = options,
            },
            zones
        );

    private static async Task<LocalNode> StartAsync(IPEndPoint origin, DnsSettings? dns, params string[] zones)
    {
        var settings = new NodeSettings
        {
            Node = new NodeOptions { Http = [new IPEndPoint(IPAddress.Loopback, 0)], Zones = zones },
            AccessLog = new AccessLogOptions { Destination = AccessLogOptions.Off },
            Origin = new OriginOptions { Pins = [$"{Site}={origin}"] },
            Peers = new PeerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            Index = new IndexSettings
            {
                Node = new NodeIndexOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            },
            Dns = dns,
            Admin = new AdminOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
        };
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
