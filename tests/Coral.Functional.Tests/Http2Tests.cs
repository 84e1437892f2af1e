using System.Net;
using Coral.Functional.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Functional.Tests;

/// <summary>The listener for HTTP/2 without TLS, by prior knowledge (RFC 9113, section 3.3).</summary>
public sealed class Http2Tests(NginxOrigin nginx)
{
    [Fact(Timeout = 60_000)]
    public async Task Http2_ManyStreamsOnOneConnection_ServeEveryFileExactly()
    {
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint, new NodeSetup { Http2 = true });
        using var client = NodeClient.Create(node.Http2!);

        var bodies = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(number => GetAsync($"{NginxSite.MediumPath}?h2-{number % 5}"))
        );

        Assert.All(bodies, body => Assert.Equal(NginxSite.Digest(NginxSite.Medium), NginxSite.Digest(body)));
        Assert.Equal(5, (await nginx.RequestsAsync($"{NginxSite.MediumPath}?h2-")).Count);

        async Task<byte[]> GetAsync(string target)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get,
                new Uri($"http://site.test.localhost:{node.Http2!.Port}{target}")
            )
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpVersion.Version20, response.Version);
            Assert.Equal(200, response.Status);
            Assert.StartsWith("coral; ", response.CacheStatus);
            return await response.BytesAsync();
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Http2_BodyThatBreaksOff_ResetsItsStreamAndNotTheConnection()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            var head = await connection.ReadHeadAsync();
            await connection.SendAsync(
                head!.StartsWith("GET /broken", StringComparison.Ordinal)
                    ? "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly a part"
                    : "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"
            );
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, new NodeSetup { Http2 = true });
        using var client = NodeClient.Create(node.Http2!);
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var site = $"http://site.test.localhost:{node.Http2!.Port}";

        try
        {
            using var broken = await client.GetAsync(new Uri($"{site}/broken"), TestContext.Current.CancellationToken);
            Assert.Equal(502, broken.Status);
        }
        catch (HttpRequestException)
        {
            // The stream was reset.
        }

        using var good = await client.GetAsync(new Uri($"{site}/good"), TestContext.Current.CancellationToken);
        Assert.Equal("good", await good.TextAsync());
    }
}
