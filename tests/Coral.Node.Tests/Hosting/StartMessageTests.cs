using System.Net;
using Coral.Core.Index;
using Coral.Node.Hosting;

namespace Coral.Node.Tests.Hosting;

public sealed class StartMessageTests
{
    /// <summary>The parts start in another order than the message has.</summary>
    [Fact]
    public void Lines_OfANode_SayZonesListenersAndWhatToTry()
    {
        var lines = StartMessage.Lines(
            ["localhost", "cdn.example"],
            new NodeListening([
                Listener("127.0.0.1:8080"),
                Other("--peer", "127.0.0.1:7443", "Peers on 127.0.0.1:7443", 50),
                Other("--dns", "127.0.0.1:5300", "DNS on 127.0.0.1:5300", 30),
            ])
        );

        Assert.Equal(
            [
                $"Coral {ProductVersion.Text}, zone localhost, cdn.example",
                "Listening on http://127.0.0.1:8080",
                "DNS on 127.0.0.1:5300",
                "Peers on 127.0.0.1:7443",
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

    private static ListenAddress Listener(string endpoint) =>
        new("--http", IPEndPoint.Parse(endpoint))
        {
            Line = $"Listening on http://{endpoint}",
            Place = 10,
            Service = NodeServices.Http,
        };

    private static ListenAddress Other(string flag, string endpoint, string line, int place) =>
        new(flag, IPEndPoint.Parse(endpoint)) { Line = line, Place = place };
}
