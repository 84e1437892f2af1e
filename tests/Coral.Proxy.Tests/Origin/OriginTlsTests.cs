using Coral.Caching.Http;
using Coral.Proxy.Origin;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coral.Proxy.Tests.Origin;

/// <summary>https origins: HTTP/2 where they speak it, and certificates that hold.</summary>
public sealed class OriginTlsTests
{
    private const int Guard = 30_000;

    [Theory(Timeout = Guard)]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task SendAsync_HttpsOrigin_UsesItsBestVersion(HttpProtocols protocols, string spoken)
    {
        await using var origin = await TlsOrigin.StartAsync(
            async context =>
            {
                var request = context.Request;
                var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
                var fields = request.Headers.Where(field => !field.Key.StartsWith(':'));
                var values = fields.Select(field => $"{field.Value}").Order(StringComparer.Ordinal);
                context.Response.Headers["X-Seen"] = $"{request.Protocol} {target} {string.Join(' ', values)}";
                context.Response.Headers.ETag = "W/\"a\u00e9\"";
                await context.Response.WriteAsync("hello");
            },
            protocols
        );
        using var harness = Of(origin);

        var result = await harness.GetAsync("https://www.x.com", "/a//b?c");

        Assert.Equal(200, result.Head?.Status);
        Assert.Equal(
            $"{spoken} /a//b?c 1.1 CoralWebPrx {harness.Identity.UserAgent} {harness.Identity.CdnLoop} www.x.com",
            result.Head!.Fields.Get("X-Seen")
        );
        Assert.Equal("W/\"a\u00e9\"", result.Head.Fields.Get("ETag"));
        Assert.Equal(("hello", null), await OriginHarness.ReadAllAsync(result.Body));
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_ManyAtOnce_ShareOneHttp2Connection()
    {
        await using var origin = await TlsOrigin.StartAsync(context =>
            context.Response.WriteAsync(context.Connection.RemotePort.ToString())
        );
        using var harness = Of(origin);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => harness.GetAsync("https://www.x.com", $"/{i}"))
        );

        var ports = new List<string>();
        foreach (var result in results)
        {
            ports.Add((await OriginHarness.ReadAllAsync(result.Body)).Text);
        }

        Assert.Single(ports.Distinct());
        Assert.Single(harness.Network.Attempts);
    }

    [Fact(Timeout = Guard)]
    public async Task ReadAsync_Http2BodyThatBreaksOff_IsALostConnection()
    {
        await using var origin = await TlsOrigin.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("hello");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var harness = Of(origin);

        var result = await harness.GetAsync("https://www.x.com", "/");

        Assert.Equal(FetchFailure.ConnectionLost, (await OriginHarness.ReadAllAsync(result.Body)).Failure);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_Http2Aborted_IsALostConnectionAndNotRepeated()
    {
        var requests = 0;
        await using var origin = await TlsOrigin.StartAsync(context =>
        {
            Interlocked.Increment(ref requests);
            context.Abort();
            return Task.CompletedTask;
        });
        using var harness = Of(origin);

        Assert.Equal(FetchFailure.ConnectionLost, (await harness.GetAsync("https://www.x.com", "/")).Failure);
        Assert.Equal(1, requests);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_Http2HeaderTooLarge_IsABadResponse()
    {
        await using var origin = await TlsOrigin.StartAsync(context =>
        {
            context.Response.Headers["X-Large"] = new string('x', 5000);
            return Task.CompletedTask;
        });
        using var harness = Of(origin);
        harness.Options.MaxHeaderBytes = 2048;

        Assert.Equal(FetchFailure.BadResponse, (await harness.GetAsync("https://www.x.com", "/")).Failure);
    }

    [Fact(Timeout = Guard)]
    public async Task ReadAsync_Http2BodyThatStalls_TimesOut()
    {
        await using var origin = await TlsOrigin.StartAsync(async context =>
        {
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var harness = Of(origin);
        await using var body = (await harness.GetAsync("https://www.x.com", "/")).Body!;

        var reading = body.ReadAsync(new byte[10], TestContext.Current.CancellationToken).AsTask();
        await harness.Clock.UntilArmedAsync(harness.Options.BodyIdleTimeLimit);
        harness.Clock.Advance(harness.Options.BodyIdleTimeLimit);

        Assert.Equal(BodyRead.Failed(FetchFailure.BodyTimedOut), await reading);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_UntrustedCertificate_IsNoConnection()
    {
        await using var origin = await TlsOrigin.StartAsync(context => context.Response.WriteAsync("hello"));
        using var harness = Of(origin);
        harness.Tls = new OriginTls();

        Assert.Equal(FetchFailure.ConnectFailed, (await harness.GetAsync("https://www.x.com", "/")).Failure);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_CertificateOfAnotherHost_IsNoConnection()
    {
        await using var origin = await TlsOrigin.StartAsync(context => context.Response.WriteAsync("hello"));
        using var harness = Of(origin);
        harness.Route("www.y.com", 443, origin.EndPoint);

        Assert.Equal(FetchFailure.ConnectFailed, (await harness.GetAsync("https://www.y.com", "/")).Failure);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_PlainHttpWhereTlsShouldBe_IsNoConnection()
    {
        await using var origin = ScriptedOrigin.Start(connection =>
            connection.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n")
        );
        using var harness = new OriginHarness();
        harness.Route("www.x.com", 443, origin.EndPoint);

        Assert.Equal(FetchFailure.ConnectFailed, (await harness.GetAsync("https://www.x.com", "/")).Failure);
    }

    private static OriginHarness Of(TlsOrigin origin)
    {
        var harness = new OriginHarness { Tls = origin.Trust };
        harness.Route("www.x.com", 443, origin.EndPoint);
        return harness;
    }
}
