using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>What one client sends, and the key has not, changes nothing that others get.</summary>
public sealed class UnkeyedFieldTests : IDisposable
{
    private readonly CacheFixture _node = new();

    public void Dispose() => _node.Dispose();

    [Theory]
    [InlineData("Front-End-Https", "on")]
    [InlineData("Surrogate-Capability", "x=\"ESI/1.0\"")]
    [InlineData("X-Never-Heard-Of", "evil")]
    [InlineData("Referer", "http://evil.example/")]
    [InlineData("Cache-Control", "no-cache")]
    [InlineData("Accept", "application/json")]
    [InlineData("Accept-Language", "xx")]
    [InlineData("RSC", "1")]
    public void GetAsync_FieldThatAFrameworkObeys_NeverReachesIt(string name, string value)
    {
        _node.Web.Answer = (request, _) =>
            Script.Cacheable() with
            {
                Status = request.Fields.Get(name) == value ? 301 : 200,
            };

        var (first, second) = _node.Clock.Run(async () =>
            (await _node.GetAsync("/a", (name, value)), await _node.GetAsync("/a"))
        );

        Assert.Equal((200, 200), (first.Answer.Head!.Status, second.Answer.Head!.Status));
        Assert.True(second.Status.Hit);
        Assert.Equal(1, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_VaryNamesAFieldThatWasWithheld_FetchesAgainAndKeepsBoth()
    {
        Vary("X-Theme");

        var clients = _node.Clock.Run(async () =>
            new[]
            {
                await _node.GetAsync("/a", ("X-Theme", "dark")),
                await _node.GetAsync("/a"),
                await _node.GetAsync("/a", ("X-Theme", "dark")),
                await _node.GetAsync("/a", ("X-Theme", "light")),
            }
        );

        Assert.Equal(["dark", "none", "dark", "light"], clients.Select(Got));
        Assert.Equal([null, "dark", "light"], Sent("X-Theme"));
        Assert.Equal([false, true, true, false], clients.Select(client => client.Status.Hit));
    }

    [Fact]
    public void GetAsync_VaryNamesAFieldOfAPrivateResponse_FetchesAgainForItsClient()
    {
        Vary("X-Theme", cacheControl: "private");

        var clients = _node.Clock.Run(async () =>
            new[] { await _node.GetAsync("/a", ("X-Theme", "dark")), await _node.GetAsync("/a", ("X-Theme", "light")) }
        );

        Assert.Equal(["dark", "light"], clients.Select(Got));
        Assert.Equal([null, "dark", "light"], Sent("X-Theme"));
    }

    [Fact]
    public void GetAsync_TwoUrlsAgree_TheThirdCostsOneFetch()
    {
        Vary("Accept-Language");

        var third = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a", ("Accept-Language", "de"));
            await _node.GetAsync("/b", ("Accept-Language", "de"));
            return await _node.GetAsync("/c", ("Accept-Language", "de"));
        });

        Assert.Equal("de", Got(third));
        Assert.Equal([null, "de", null, "de", "de"], Sent("Accept-Language"));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(301)]
    public void GetAsync_FieldSentSinceOtherUrlsVary_BindsTheResponseUntilTheUrlIsFetchedWithoutIt(int status)
    {
        Vary("Accept-Language");

        _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a", ("Accept-Language", "de"));
            await _node.GetAsync("/b", ("Accept-Language", "de"));
            _node.Web.Answer = (_, _) => Script.Cacheable() with { Status = status };
            await _node.GetAsync("/c", ("Accept-Language", "de"));
            await _node.GetAsync("/c", ("Accept-Language", "fr"));
            await _node.GetAsync("/c", ("Accept-Language", "de"));
            await _node.GetAsync("/c", ("Accept-Language", "it"));
            await _node.GetAsync("/c");
        });

        Assert.Equal([null, "de", null, "de", "de", null], Sent("Accept-Language"));
    }

    [Fact]
    public void GetAsync_StaleVariantOfAUrlThatIsForgotten_IsValidatedWithItsFields()
    {
        using var node = new CacheFixture(new CacheOptions { RememberedUrls = 16 });
        node.Web.Answer = (request, _) =>
            request.Fields.Contains("If-None-Match")
                ? Script.Cacheable() with
                {
                    Status = 304,
                }
                : Script.Ok(
                    ("Cache-Control", "max-age=60"),
                    ("Vary", request.Key.Target == "/a" ? "X-Theme" : $"X-{request.Key.Target[1..]}"),
                    ("ETag", "\"1\"")
                );

        node.Clock.Run(async () =>
        {
            await node.GetAsync("/a", ("X-Theme", "dark"));
            for (var i = 0; i < 20; i++)
            {
                await node.GetAsync($"/{i}");
            }

            await node.Wait(61);
            await node.GetAsync("/a", ("X-Theme", "dark"));
        });

        var last = node.Web.Requests[^1].Fields;
        Assert.Equal(("dark", "\"1\""), (last.Get("X-Theme"), last.Get("If-None-Match")));
    }

    [Fact]
    public void GetAsync_OriginForgetsVaryInItsDefault_TheOthersStillGetTheirOwn()
    {
        var clients = _node.Clock.Run(async () =>
        {
            // Nobody can know before the first that says so.
            _node.Web.Answer = (_, _) =>
                Script.Ok(("Cache-Control", "max-age=1"), ("Vary", "Accept-Language"), ("X-Got", "none"));
            await _node.GetAsync("/a");
            await _node.Wait(5);
            _node.Web.Answer = (request, _) =>
                Script.Ok(("Cache-Control", "max-age=60"), ("X-Got", request.Fields.Get("Accept-Language") ?? "none"));
            return new[]
            {
                await _node.GetAsync("/a"),
                await _node.GetAsync("/a", ("Accept-Language", "de")),
                await _node.GetAsync("/a", ("Accept-Language", "fr")),
                await _node.GetAsync("/a"),
            };
        });

        Assert.Equal(["none", "de", "fr", "none"], clients.Select(Got));
        Assert.All(clients, client => Assert.Equal("Accept-Language", client.Answer.Head!.Fields.Get("Vary")));
        Assert.Equal(4, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_CodingWithoutVary_IsAVariantOfAcceptEncoding()
    {
        _node.Web.Answer = (request, _) =>
            request.Fields.Get("Accept-Encoding") == "gzip"
                ? Script.Ok(("Cache-Control", "max-age=60"), ("Content-Encoding", "gzip"), ("X-Got", "gzip"))
                : Script.Ok(("Cache-Control", "max-age=60"), ("X-Got", "plain"));

        var clients = _node.Clock.Run(async () =>
            new[]
            {
                await _node.GetAsync("/a", ("Accept-Encoding", "gzip")),
                await _node.GetAsync("/a", ("Accept-Encoding", "identity")),
                await _node.GetAsync("/a", ("Accept-Encoding", "gzip")),
                await _node.GetAsync("/a", ("Accept-Encoding", "identity")),
            }
        );

        Assert.Equal(["gzip", "plain", "gzip", "plain"], clients.Select(Got));
        Assert.Equal("Accept-Encoding", clients[0].Answer.Head!.Fields.Get("Vary"));
        Assert.Equal(2, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_CodingWithoutVaryWhileItArrives_IsNotJoinedByOthers()
    {
        _node.Web.Answer = (request, _) =>
            request.Fields.Get("Accept-Encoding") == "gzip"
                ? Script.Ok(("Cache-Control", "max-age=60"), ("Content-Encoding", "gzip"), ("X-Got", "gzip"))
                : Script.Ok(("Cache-Control", "max-age=60"), ("X-Got", "plain"));

        var clients = _node.Clock.Run(() =>
            Task.WhenAll(
                _node.GetAsync("/a", ("Accept-Encoding", "gzip")),
                _node.GetAsync("/a", ("Accept-Encoding", "identity"))
            )
        );

        Assert.Equal(["gzip", "plain"], clients.Select(Got));
        Assert.Equal(2, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_EchoedOriginWithoutVary_IsAVariantOfOrigin()
    {
        _node.Web.Answer = (request, _) =>
            request.Fields.Get("Origin") is { } origin
                ? Script.Ok(("Cache-Control", "max-age=60"), ("Access-Control-Allow-Origin", origin), ("X-Got", origin))
                : Script.Ok(("Cache-Control", "max-age=60"), ("X-Got", "none"));

        string?[] asked = ["http://a.com", "http://b.com", null, "http://a.com", null, "http://b.com"];
        var clients = _node.Clock.Run(async () =>
        {
            var results = new List<ClientResult>();
            foreach (var origin in asked)
            {
                results.Add(await _node.GetAsync("/a", origin is null ? [] : [("Origin", origin)]));
            }

            return results;
        });

        Assert.Equal(asked.Select(origin => origin ?? "none"), clients.Select(Got));
        Assert.Equal(3, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_EveryOriginIsAdmitted_IsOneVariant()
    {
        _node.Web.Answer = (_, _) =>
            Script.Ok(("Cache-Control", "max-age=60"), ("Access-Control-Allow-Origin", "*"), ("X-Got", "all"));

        _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a", ("Origin", "http://a.com"));
            await _node.GetAsync("/a", ("Origin", "http://b.com"));
            await _node.GetAsync("/a");
        });

        Assert.Equal(1, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_PermissionForOneOriginAlone_IsNotRefusedForTheFirstThatHadNone()
    {
        _node.Web.Answer = (request, _) =>
            request.Fields.Get("Origin") == "http://good.com"
                ? Script.Ok(("Cache-Control", "max-age=60"), ("Access-Control-Allow-Origin", "http://good.com"))
                : Script.Cacheable();

        var good = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.GetAsync("/a", ("Origin", "http://evil.com"));
            return await _node.GetAsync("/a", ("Origin", "http://good.com"));
        });

        Assert.Equal("http://good.com", good.Answer.Head!.Fields.Get("Access-Control-Allow-Origin"));
    }

    [Fact]
    public void GetAsync_DeclaredSite_SendsWhatMayReachAnOrigin()
    {
        var store = new MemoryStore(_node.Options);
        var composer = new CacheComposer(store, _node.Web, _node.Options, _node.Metrics, _node.Clock)
        {
            Heuristic = _ => HeuristicPolicy.DeclaredSite,
        };
        var cache = composer.Alone();
        var request = CacheFixture.Request("/a", ("X-A", "1"), ("X-Forwarded-Host", "evil"), ("Cookie", "a=b"));

        _node.Clock.Run(async () =>
        {
            using var response = await cache.GetAsync(request, CancellationToken.None);
        });

        Assert.Equal([new FieldLine("X-A", "1")], _node.Web.Requests.Single().Fields);
    }

    private void Vary(string name, string cacheControl = "max-age=60") =>
        _node.Web.Answer = (request, _) =>
            Script.Ok(("Cache-Control", cacheControl), ("Vary", name), ("X-Got", request.Fields.Get(name) ?? "none"));

    private IEnumerable<string?> Sent(string name) => _node.Web.Requests.Select(request => request.Fields.Get(name));

    private static string? Got(ClientResult client) => client.Answer.Head!.Fields.Get("X-Got");
}
