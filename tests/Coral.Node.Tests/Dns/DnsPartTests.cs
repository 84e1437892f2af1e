using System.Net;
using System.Net.Sockets;
using Coral.Dns.Wire;
using Coral.Node.Clients;
using Coral.Node.Configuration;
using Coral.Node.Diagnosis.Queries;
using Coral.Node.Dns;
using Coral.Node.Hosting;
using Coral.Node.Index;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Node.Tests.Dns;

/// <summary>The DNS server as a part of a node.</summary>
public sealed class DnsPartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_DnsAtAnotherAddressThanTheIndex_NamesItsOwnAddressAsNameServer()
    {
        var listen = new IPEndPoint(IPAddress.Parse("127.53.1.2"), 0);
        var settings = new NodeSettings(
            new ListenerOptions { Http = [new IPEndPoint(IPAddress.Loopback, 0)] },
            new AccessLogOptions { Destination = AccessLogOptions.Off },
            new PeerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            new NodeIndexOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            new NodeDnsOptions { Listen = [listen] }
        );
        var tokens = new SystemTokenSource();
        await using var node = await CoralNode.CreateAsync(
            settings,
            tokens,
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        await node.StartAsync(Token);

        var question = new DiagnosticQuery(DnsName.Parse("ns.localhost"), RecordType.A);
        var client = new DnsClient(TimeProvider.System, tokens);
        var outcome = await client.QueryAsync(Assert.Single(node.Listening.Of("--dns")), question, Token);
        Assert.Equal([listen.Address], outcome.Reply?.Addresses(question.Name));
    }

    /// <summary>DNS over TCP is a listener of ours too: an origin that leads there is a loop.</summary>
    [Fact]
    public async Task Origin_ThatIsTheNodesOwnDnsOverTcp_IsALoop()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Parse("127.53.1.3"), 0));
        var dns = (IPEndPoint)probe.LocalEndPoint!;
        probe.Dispose();
        var settings = new NodeSettings(
            new ListenerOptions { Http = [new IPEndPoint(IPAddress.Loopback, 0)] },
            new AccessLogOptions { Destination = AccessLogOptions.Off },
            new PeerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            new NodeIndexOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            new NodeDnsOptions { Listen = [dns] },
            new OriginOptions { Pins = [$"circle.test={dns}"] }
        );
        await using var node = await CoralNode.CreateAsync(
            settings,
            new SystemTokenSource(),
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        await node.StartAsync(Token);

        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{node.Listening.Of("--http")[0]}/");
        request.Headers.Host = "circle.test";
        using var response = await client.SendAsync(request, Token);

        Assert.Equal(508, (int)response.StatusCode);
    }
}
