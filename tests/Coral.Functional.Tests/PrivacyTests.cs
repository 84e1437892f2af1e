using Coral.Functional.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Functional.Tests;

/// <summary>What a node keeps to itself, and what it says of itself.</summary>
public sealed class PrivacyTests(NginxOrigin nginx)
{
    [Fact(Timeout = 30_000)]
    public async Task Request_WithCookiesAndCredentials_ReachesTheOriginWithoutThem()
    {
        await using var origin = await ProgrammableOrigin.StartAsync("public", "max-age=60");
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        using var response = await node.GetAsync(
            "/",
            request =>
            {
                Add(request, "Cookie", "session=secret");
                Add(request, "Authorization", "Basic c2VjcmV0OnNlY3JldA==");
                Add(request, "Proxy-Authorization", "Basic c2VjcmV0OnNlY3JldA==");
            }
        );

        Assert.Equal("public", await response.TextAsync());
        var request = Assert.Single(origin.Requests);
        Assert.DoesNotContain(
            request.Fields,
            field => field.Value.ToString().Contains("secret") || field.Value.ToString().Contains("c2Vj")
        );
        Assert.Null(request["Cookie"]);
        Assert.Null(request["Authorization"]);
        Assert.Null(request["Proxy-Authorization"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Response_WithACookie_ReachesNoClientWithIt()
    {
        const string Target = "/cookie?stripped";
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint);

        for (var time = 0; time < 2; time++)
        {
            using var response = await node.GetAsync(Target);
            Assert.Equal(200, response.Status);
            Assert.Equal(NginxSite.Text("plain"), await response.TextAsync());
            Assert.Null(response.Field("Set-Cookie"));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Request_WithHopByHopFields_ReachesTheOriginWithoutThemAndThoseNamedInConnection()
    {
        string[] names = ["X-Named", "Keep-Alive", "TE", "Trailer", "Proxy-Connection", "Upgrade"];
        await using var origin = await ProgrammableOrigin.StartAsync("text", "max-age=60");
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        using var response = await node.GetAsync(
            "/hop",
            request =>
            {
                Add(request, "Connection", "X-Named");
                foreach (var name in names)
                {
                    Add(request, name, "hop");
                }
            }
        );

        Assert.Equal("text", await response.TextAsync());
        var request = Assert.Single(origin.Requests);
        foreach (var name in names)
        {
            Assert.True(request[name] is null, $"{name}: {request[name]}");
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Response_WithHopByHopFields_ReachesNoClientWithThem()
    {
        await using var origin = ScriptedOrigin.Answering(
            "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 2\r\nConnection: close, X-Named\r\n"
                + "X-Named: hop\r\nKeep-Alive: timeout=5\r\nProxy-Connection: hop\r\nUpgrade: hop\r\n"
                + "Proxy-Authenticate: Basic\r\nX-Plain: end-to-end\r\n\r\nok"
        );
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        for (var time = 0; time < 2; time++)
        {
            using var response = await node.GetAsync("/hop");
            Assert.Equal("ok", await response.TextAsync());
            Assert.Equal("end-to-end", response.Field("X-Plain"));
            foreach (
                var name in (string[])["X-Named", "Keep-Alive", "Proxy-Connection", "Upgrade", "Proxy-Authenticate"]
            )
            {
                Assert.Null(response.Field(name));
            }
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Request_AtTheOrigin_SaysWhoAsksAndNamesTheOriginsOwnHost()
    {
        await using var origin = await ProgrammableOrigin.StartAsync("text", "max-age=60");
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        using var response = await node.GetAsync(
            "/a%2Fb/../c?x=%C3%A4&y",
            request => request.Headers.UserAgent.ParseAdd("Browser/1.0")
        );

        await response.BytesAsync();
        var seen = Assert.Single(origin.Requests);
        Assert.Equal("GET", seen.Method);
        Assert.Equal("site.test", seen["Host"]);
        Assert.Matches(@"^CoralWebPrx/\d+\.\d+\S* \(\+http\S+\)$", seen["User-Agent"]);
        Assert.Equal("1.1 CoralWebPrx", seen["Via"]);
        Assert.Matches("^coral; net=\"[^\"]*\"$", seen["CDN-Loop"]);
        Assert.EndsWith("?x=%C3%A4&y", seen.Target);
    }

    [Fact(Timeout = 30_000)]
    public async Task Request_WithATargetThatNeedsCare_ReachesTheOriginAsSent()
    {
        await using var origin = await ProgrammableOrigin.StartAsync("text", "max-age=60");
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);
        string[] targets = ["/a%2Fb%20c", "/a;b=c,d", "/%7Euser", "/?", "/a//b", "/?q=a+b%2B[c]|d", "/%E4%BD%A0"];

        foreach (var target in targets)
        {
            await RawExchange.SendAsync(
                node.Http,
                $"GET {target} HTTP/1.1\r\nHost: site.test.localhost:{node.Http.Port}\r\nConnection: close\r\n\r\n"
            );
        }

        Assert.Equal(targets, origin.Requests.Select(request => request.Target));
    }

    private static void Add(HttpRequestMessage request, string name, string value) =>
        Assert.True(request.Headers.TryAddWithoutValidation(name, value));
}
