using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Sources;

/// <summary>
/// Every variant costs its origin one fetch, once it is known what varies; to learn that costs one for the URL.
/// </summary>
public sealed class VariantTests : IDisposable
{
    private static readonly (string, string) German = ("Accept-Language", "de");
    private static readonly (string, string) French = ("Accept-Language", "fr");

    private readonly TestNetwork _network = new(4);

    public VariantTests() =>
        _network.Web.Answer = (request, _) =>
            Script.Ok(("Cache-Control", "max-age=60"), ("Vary", "Accept-Language")) with
            {
                Length = request.Fields.Get("Accept-Language") == "de" ? 1000 : 2000,
            };

    public void Dispose() => _network.Dispose();

    [Fact]
    public void GetAsync_VariantsOneAfterAnother_EachIsFetchedOnce()
    {
        var results = _network.Clock.Run(async () =>
            new[]
            {
                await _network[0].GetAsync("/a", German),
                await _network[1].GetAsync("/a", French),
                await _network[2].GetAsync("/a", German),
                await _network[2].GetAsync("/a", French),
                await _network[3].GetAsync("/a", French),
                await _network[0].GetAsync("/a", French),
            }
        );

        Assert.Equal([1000L, 2000, 1000, 2000, 2000, 2000], results.Select(r => r.Bytes));
        Assert.Equal([null, "de", "fr"], _network.Web.Requests.Select(r => r.Fields.Get("Accept-Language")));
    }

    [Fact]
    public void GetAsync_BothVariantsAtOnceUnderOneLease_EachIsFetchedOnce()
    {
        var results = _network.Clock.Run(() =>
            Task.WhenAll(
                _network[0].GetAsync("/a", German),
                _network[1].GetAsync("/a", French),
                _network[2].GetAsync("/a", German),
                _network[3].GetAsync("/a", French)
            )
        );

        Assert.Equal([1000L, 2000, 1000, 2000], results.Select(r => r.Bytes));
        Assert.Equal(3, _network.Web.Hits);
    }

    [Fact]
    public void GetAsync_FieldsOfOneClient_GoToNoPeer()
    {
        _network.Web.Answer = (_, _) => Script.Cacheable();

        _network.Clock.Run(async () =>
        {
            await _network[0].GetAsync("/a", ("X-Mine", "1"), ("Accept", "text/html"));
            await _network[1].GetAsync("/a", ("X-Mine", "2"), ("Accept", "image/png"));
        });

        Assert.NotEmpty(_network.Peers.Questions);
        Assert.All(_network.Peers.Questions, q => Assert.Equal("*/*", Assert.Single(q.Request.Request.Fields).Value));
        Assert.Equal(1, _network.Web.Hits);
    }

    [Fact]
    public void GetAsync_CodingWithoutVary_IsAVariantAmongPeers()
    {
        _network.Web.Answer = (request, _) =>
            request.Fields.Get("Accept-Encoding") == "gzip"
                ? Script.Ok(("Cache-Control", "max-age=60"), ("Content-Encoding", "gzip")) with
                {
                    Length = 10,
                }
                : Script.Ok(("Cache-Control", "max-age=60")) with
                {
                    Length = 20,
                };

        var results = _network.Clock.Run(async () =>
            new[]
            {
                await _network[0].GetAsync("/a", ("Accept-Encoding", "gzip")),
                await _network[1].GetAsync("/a", ("Accept-Encoding", "identity")),
                await _network[2].GetAsync("/a", ("Accept-Encoding", "gzip")),
                await _network[3].GetAsync("/a", ("Accept-Encoding", "identity")),
            }
        );

        Assert.Equal([10L, 20, 10, 20], results.Select(r => r.Bytes));
        Assert.Equal(2, _network.Web.Hits);
    }

    [Fact]
    public void GetAsync_EchoedOrigin_IsAVariantAmongPeers()
    {
        _network.Web.Answer = (request, _) =>
            request.Fields.Get("Origin") is { } origin
                ? Script.Ok(("Cache-Control", "max-age=60"), ("Access-Control-Allow-Origin", origin))
                : Script.Cacheable();
        string?[] asked = [null, "http://a.com", "http://b.com", "http://a.com", null, "http://b.com", null];

        var results = _network.Clock.Run(async () =>
        {
            var results = new List<ClientResult>();
            foreach (var (i, origin) in asked.Index())
            {
                results.Add(await _network[i % 4].GetAsync("/a", origin is null ? [] : [("Origin", origin)]));
            }

            return results;
        });

        Assert.Equal(asked, results.Select(r => r.Answer.Head!.Fields.Get("Access-Control-Allow-Origin")));
        Assert.Equal(3, _network.Web.Hits);
    }

    [Fact]
    public void GetAsync_EveryOriginIsAdmitted_IsOneResponseAmongPeers()
    {
        _network.Web.Answer = (_, _) =>
            Script.Ok(("Cache-Control", "max-age=60"), ("Access-Control-Allow-Origin", "*"));

        _network.Clock.Run(async () =>
        {
            await _network[0].GetAsync("/a", ("Origin", "http://a.com"));
            await _network[1].GetAsync("/a", ("Origin", "http://b.com"));
            await _network[2].GetAsync("/a");
            await _network[3].GetAsync("/a", ("Origin", "http://a.com"));
        });

        Assert.Equal(1, _network.Web.Hits);
    }

    [Fact]
    public void GetAsync_OriginForgetsVary_ThePeersAreTold()
    {
        _network.Web.Answer = (request, number) =>
            number <= 2
                ? Script.Ok(("Cache-Control", "max-age=1"), ("Vary", "Accept-Language"))
                : Script.Ok(("Cache-Control", "max-age=60")) with
                {
                    Length = request.Fields.Get("Accept-Language") == "de" ? 1000 : 2000,
                };

        var results = _network.Clock.Run(async () =>
        {
            await _network[0].GetAsync("/a", German);
            await _network.Wait(5);
            var first = await _network[0].GetAsync("/a", German);
            await _network.Wait(1);
            return new[]
            {
                first,
                await _network[1].GetAsync("/a", French),
                await _network[2].GetAsync("/a", German),
                await _network[3].GetAsync("/a", French),
            };
        });

        Assert.Equal([null, "de", "de", "fr"], _network.Web.Requests.Select(r => r.Fields.Get("Accept-Language")));
        Assert.Equal([1000L, 2000, 1000, 2000], results.Select(r => r.Bytes));
    }

    [Fact]
    public void GetAsync_UrlThatNamesNothingAmongOthersThatVary_CostsTwoFetchesAmongAll()
    {
        _network.Web.Answer = (request, _) =>
            request.Key.Target == "/logo"
                ? Script.Cacheable()
                : Script.Ok(("Cache-Control", "max-age=60"), ("Vary", "Accept-Language"));

        _network.Clock.Run(async () =>
        {
            foreach (var node in _network.Nodes)
            {
                await node.GetAsync("/a", German);
                await node.GetAsync("/b", German);
            }

            var (number, languages) = (0, new[] { German, French, ("Accept-Language", "it"), German });
            foreach (var node in _network.Nodes)
            {
                await node.GetAsync("/logo", languages[number++]);
                await _network.Wait(1);
            }
        });

        var sent = _network.Web.Requests.Where(r => r.Key.Target == "/logo");
        Assert.Equal(["de", null], sent.Select(r => r.Fields.Get("Accept-Language")));
    }

    [Fact]
    public void RespondAsync_RelayUnderConditions_SendsNoneOfThemToTheOrigin()
    {
        var fields = FieldList.Of(
            ("If-None-Match", "\"theirs\""),
            ("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("X-Forwarded-Host", "evil"),
            ("X-Mine", "1"),
            ("Accept-Encoding", "br;q=1, gzip")
        );
        var request = new PeerRequest(
            new CacheRequest(new CacheKey(CacheFixture.Origin, "/a"), IsHead: false, fields),
            _network[1].Contact,
            IsRelay: true
        );
        _network.Web.Answer = (_, _) => Script.Cacheable();

        _network.Clock.Run(async () =>
        {
            using var response = await _network[0].Service.RespondAsync(request, CancellationToken.None);
            Assert.Equal(200, response.Head!.Status);
        });

        Assert.Equal([new FieldLine("Accept-Encoding", "br, gzip")], _network.Web.Requests.Single().Fields);
    }

    [Fact]
    public void GetAsync_VaryIsKnown_FindsAFetchUnderTheUrlsKey()
    {
        var results = _network.Clock.Run(async () =>
        {
            // Node 0 learns what varies; then nobody has it any more.
            await _network[0].GetAsync("/a", German);
            await _network.Wait(120);
            _network.Web.Answer = (_, _) =>
                Script.Ok(("Cache-Control", "max-age=60"), ("Vary", "Accept-Language")) with
                {
                    Length = 300_000,
                    ChunkBytes = 10_000,
                    ChunkAfter = TimeSpan.FromSeconds(0.2),
                };
            var first = _network[1].GetAsync("/a", French);
            await _network.Wait(3);
            return new[] { await _network[0].GetAsync("/a", French), await first };
        });

        Assert.All(results, result => Assert.Equal(300_000, result.Bytes));
        Assert.Equal([null, "de", null, "fr"], _network.Web.Requests.Select(r => r.Fields.Get("Accept-Language")));
    }
}
