using System.Net;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Node.Hosting;
using Coral.Proxy;

namespace Coral.Node.Tests.Hosting;

public sealed class StartMessageTests
{
    [Fact]
    public void Lines_OfANode_SayZonesListenersAndWhatToTry()
    {
        var lines = StartMessage.Lines(
            ["localhost", "cdn.example"],
            new NodeListening([Listener("127.0.0.1:8080"), Listener("[::1]:8081", ListenerKind.Http2)])
            {
                Dns = [IPEndPoint.Parse("127.0.0.1:5300")],
                Index = new NodeContact(default, NodeAddress.From(IPAddress.Loopback, 7400), default),
                Peers = IPEndPoint.Parse("127.0.0.1:7443"),
                Admin = IPEndPoint.Parse("127.0.0.1:7480"),
            }
        );

        Assert.Equal(
            [
                $"Coral {ProductVersion.Text}, zone localhost, cdn.example",
                "Listening on http://127.0.0.1:8080",
                "Listening on http://[::1]:8081 (HTTP/2 without TLS)",
                "DNS on 127.0.0.1:5300 (UDP and TCP)",
                $"Index on 127.0.0.1:7400 (UDP), node {new string('0', 40)}",
                "Peers on 127.0.0.1:7443 (HTTP/2 without TLS)",
                "Admin API on http://127.0.0.1:7480",
                "Try: curl http://example.com.localhost:8080/",
            ],
            lines
        );
    }

    [Theory]
    [InlineData("localhost", "0.0.0.0:80", "curl http://example.com.localhost:80/")]
    [InlineData("localhost", "[::]:80", "curl http://example.com.localhost:80/")]
    [InlineData("localhost", "127.0.0.2:80", "curl --connect-to ::127.0.0.2:80 http://example.com.localhost:80/")]
    [InlineData("cdn.example", "0.0.0.0:80", "curl --connect-to ::127.0.0.1:80 http://example.com.cdn.example:80/")]
    [InlineData("cdn.example", "[::1]:80", "curl --connect-to ::[::1]:80 http://example.com.cdn.example:80/")]
    public void Lines_WhereNamesDoNotLeadHere_TellCurlWhereToConnect(string zone, string endpoint, string command) =>
        Assert.Equal($"Try: {command}", StartMessage.Lines([zone], new NodeListening([Listener(endpoint)])).Last());

    private static ProxyListener Listener(string endpoint, ListenerKind kind = ListenerKind.Http) =>
        new(IPEndPoint.Parse(endpoint), kind);
}
