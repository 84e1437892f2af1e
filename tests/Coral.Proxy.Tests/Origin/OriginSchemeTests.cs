using Coral.Caching.Http;
using Coral.Proxy.Origin;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coral.Proxy.Tests.Origin;

/// <summary>http origins that have moved to https, and those that only look so.</summary>
public sealed class OriginSchemeTests
{
    private const int Guard = 30_000;

    [Theory(Timeout = Guard)]
    [InlineData(301, "/a?b=c", "https://www.x.com/a?b=c")]
    [InlineData(302, "/a?b=c", "https://www.x.com/a?b=c")]
    [InlineData(303, "/", "https://www.x.com")]
    [InlineData(307, "/", "https://www.x.com:443/")]
    [InlineData(308, "/a", "HTTPS://WWW.x.com/a")]
    public async Task SendAsync_RedirectToTheSameUrlUnderHttps_IsFollowedAndRemembered(
        int status,
        string target,
        string location
    )
    {
        await using var plain = Redirecting(status, location);
        await using var secure = await TlsOrigin.StartAsync(context => context.Response.WriteAsync("secure"));
        using var harness = Of(plain, secure);

        for (var i = 0; i < 3; i++)
        {
            var result = await harness.GetAsync(target);

            Assert.Equal(200, result.Head?.Status);
            Assert.Equal(("secure", null), await OriginHarness.ReadAllAsync(result.Body));
        }

        Assert.Equal(1, plain.Connections);
    }

    [Theory(Timeout = Guard)]
    [InlineData(301, "https://www.x.com/b")]
    [InlineData(301, "https://x.com/a")]
    [InlineData(301, "https://www.x.com:8443/a")]
    [InlineData(301, "https://www.x.com:4433/a")]
    [InlineData(301, "https://www.x.com.evil.com/a")]
    [InlineData(301, "https://www.x.com/a/")]
    [InlineData(301, "https://www.x.com/a?b")]
    [InlineData(301, "http://www.x.com/a")]
    [InlineData(301, "/a")]
    [InlineData(200, "https://www.x.com/a")]
    [InlineData(300, "https://www.x.com/a")]
    public async Task SendAsync_AnyOtherRedirect_IsPassedOn(int status, string location)
    {
        await using var plain = Redirecting(status, location);
        using var harness = OriginHarness.Of(plain);

        var result = await harness.GetAsync("/a");

        Assert.Equal(status, result.Head?.Status);
        Assert.Equal(location, result.Head!.Fields.Get("Location"));
        Assert.All(harness.Network.Attempts, attempt => Assert.Equal(80, attempt.Port));
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_Remembered_IsRequestedOverHttpAgainAfterADay()
    {
        await using var plain = Redirecting(301, "https://www.x.com/");
        await using var secure = await TlsOrigin.StartAsync(context => context.Response.WriteAsync("secure"));
        using var harness = Of(plain, secure);

        await harness.GetAsync();
        harness.Clock.Advance(TimeSpan.FromDays(1));
        await harness.GetAsync();

        Assert.Equal(2, plain.Connections);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_Port80Refused_IsRequestedOn443AndRemembered()
    {
        await using var secure = await TlsOrigin.StartAsync(context => context.Response.WriteAsync("secure"));
        using var harness = new OriginHarness { Tls = secure.Trust };
        harness.Route("www.x.com", 443, secure.EndPoint);

        Assert.Equal(200, (await harness.GetAsync()).Head?.Status);
        Assert.Equal(200, (await harness.GetAsync()).Head?.Status);

        Assert.Equal([80, 443], harness.Network.Attempts.Select(attempt => attempt.Port));
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_BothPortsRefused_IsNoConnection()
    {
        using var harness = new OriginHarness();
        harness.Resolver.Answers["www.x.com"] = [OriginHarness.PublicAddress];

        Assert.Equal(FetchFailure.ConnectFailed, (await harness.GetAsync()).Failure);
        Assert.Equal(FetchFailure.ConnectFailed, (await harness.GetAsync()).Failure);
        Assert.Equal([80, 443, 80, 443], harness.Network.Attempts.Select(attempt => attempt.Port));
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_NamedPortRefused_IsNotRequestedElsewhere()
    {
        using var harness = new OriginHarness();
        harness.Resolver.Answers["www.x.com"] = [OriginHarness.PublicAddress];

        Assert.Equal(FetchFailure.ConnectFailed, (await harness.GetAsync("http://www.x.com:8000", "/")).Failure);
        Assert.Single(harness.Network.Attempts);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_RedirectToHttpsThatFails_IsTheFailureOfHttps()
    {
        await using var plain = Redirecting(301, "https://www.x.com/");
        await using var garbage = ScriptedOrigin.Start(connection => connection.SendAsync("no TLS here"));
        using var harness = OriginHarness.Of(plain);
        harness.Route("www.x.com", 443, garbage.EndPoint);

        Assert.Equal(FetchFailure.ConnectFailed, (await harness.GetAsync()).Failure);
        Assert.Equal(FetchFailure.ConnectFailed, (await harness.GetAsync()).Failure);
        Assert.Equal(2, plain.Connections);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_HttpsThatSendsBack_IsPassedOnAndNotRemembered()
    {
        await using var plain = Redirecting(301, "https://www.x.com/");
        await using var secure = await TlsOrigin.StartAsync(context =>
        {
            context.Response.Redirect("http://www.x.com/");
            return Task.CompletedTask;
        });
        using var harness = Of(plain, secure);

        Assert.Equal("http://www.x.com/", (await harness.GetAsync()).Head?.Fields.Get("Location"));
        await harness.GetAsync();
        Assert.Equal(2, plain.Connections);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_RememberedHttpsThatNowRedirectsBack_IsForgottenAndRequestedOverHttp()
    {
        var moved = true;
        await using var plain = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(
                Volatile.Read(ref moved)
                    ? "HTTP/1.1 301 Moved\r\nConnection: close\r\nLocation: https://www.x.com/\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nplain"
            );
        });
        await using var secure = await TlsOrigin.StartAsync(context =>
        {
            if (!Volatile.Read(ref moved))
            {
                context.Response.Redirect("http://www.x.com/");
            }

            return Task.CompletedTask;
        });
        using var harness = Of(plain, secure);
        await harness.GetAsync();

        Volatile.Write(ref moved, false);

        Assert.Equal(("plain", null), await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body));
        Assert.Equal(("plain", null), await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body));
        Assert.Equal(3, plain.Connections);
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_RememberedHttpsThatNowRefuses_IsForgottenWhenHttpResponds()
    {
        await using var plain = ScriptedOrigin.Answering(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nplain"
        );
        await using var secure = await ClosingAsync();
        using var harness = new OriginHarness { Tls = secure.Trust };
        harness.Route("www.x.com", 443, secure.EndPoint);
        await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body);
        harness.Network.Routes.Clear();
        harness.Route("www.x.com", 80, plain.EndPoint);

        Assert.Equal(("plain", null), await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body));
        Assert.Equal(("plain", null), await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body));
        Assert.Equal([80, 443, 443, 80, 80], harness.Network.Attempts.Select(attempt => attempt.Port));
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_RememberedHttpsThatNowRefuses_IsItsFailureWhileHttpStillPointsThere()
    {
        await using var plain = Redirecting(301, "https://www.x.com/");
        await using var secure = await ClosingAsync();
        using var harness = Of(plain, secure);
        await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body);
        harness.Network.Routes.Clear();
        harness.Route("www.x.com", 80, plain.EndPoint);

        Assert.Equal(FetchFailure.ConnectFailed, (await harness.GetAsync()).Failure);
        Assert.Equal([80, 443, 443, 80], harness.Network.Attempts.Select(attempt => attempt.Port));
    }

    [Fact(Timeout = Guard)]
    public async Task SendAsync_HostPinnedToAPort_KeepsItsScheme()
    {
        await using var plain = Redirecting(301, "https://www.x.com/");
        using var harness = new OriginHarness();
        harness.Network.Routes[new(OriginHarness.PublicAddress, 8000)] = plain.EndPoint;
        harness.Pins = new OriginPins([new OriginPin("www.x.com", $"{OriginHarness.PublicAddress}", 8000)]);

        Assert.Equal(301, (await harness.GetAsync()).Head?.Status);
        Assert.Single(harness.Network.Attempts);
    }

    private static ScriptedOrigin Redirecting(int status, string location) =>
        ScriptedOrigin.Answering(
            $"HTTP/1.1 {status} Moved\r\nConnection: close\r\nLocation: {location}\r\nContent-Length: 5\r\n\r\nmoved"
        );

    private static OriginHarness Of(ScriptedOrigin plain, TlsOrigin secure)
    {
        var harness = OriginHarness.Of(plain);
        harness.Tls = secure.Trust;
        harness.Route("www.x.com", 443, secure.EndPoint);
        return harness;
    }

    /// <summary>A TLS origin of which no connection is left after its answer.</summary>
    private static Task<TlsOrigin> ClosingAsync() =>
        TlsOrigin.StartAsync(
            context =>
            {
                context.Response.Headers.Connection = "close";
                return context.Response.WriteAsync("secure");
            },
            HttpProtocols.Http1
        );
}
