using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;
using Coral.Caching.Transfers;

namespace Coral.Caching.Tests.Transfers;

/// <summary>
/// HEAD for what is not stored is a fetch like another: it costs the origin one request, and few bytes.
/// </summary>
public sealed class HeadTests : IDisposable
{
    private const int Large = 1 << 20;

    private readonly CacheFixture _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public void GetAsync_HeadsInARow_CostOneGetThatServesAll()
    {
        var (heads, page) = _node.Clock.Run(async () =>
        {
            var heads = new List<ClientResult>();
            for (var i = 0; i < 20; i++)
            {
                heads.Add(await HeadAsync("/a"));
            }

            return (heads, await _node.GetAsync("/a"));
        });

        Assert.Equal((1, false), (_node.Web.Hits, _node.Web.Requests[0].IsHead));
        Assert.All(heads, head => Assert.Equal(200, head.Code));
        Assert.Equal((1000, true), (page.Bytes, page.Status.Hit));
    }

    [Fact]
    public void GetAsync_HeadsAndGetsTogether_ShareOneFetch()
    {
        var (heads, pages) = _node.Clock.Run(async () =>
        {
            var heads = Enumerable.Range(0, 10).Select(_ => HeadAsync("/a")).ToList();
            var pages = await _node.CrowdAsync(10, "/a");
            return (await Task.WhenAll(heads), pages);
        });

        Assert.Equal(1, _node.Web.Hits);
        Assert.All(heads, head => Assert.Equal(200, head.Code));
        Assert.All(pages, page => Assert.Equal(1000, page.Bytes));
    }

    [Theory]
    [InlineData(Large)]
    [InlineData(null)]
    public void GetAsync_HeadOfALargeBody_DrawsNoneOfItAndKeepsTheHeader(int? declared)
    {
        _node.Web.Answer = (_, _) => Script.Cacheable() with { Length = Large, Declared = declared };

        var heads = _node.Clock.Run(async () =>
        {
            var heads = new List<ClientResult>();
            for (var i = 0; i < 20; i++)
            {
                heads.Add(await HeadAsync("/a"));
            }

            await _node.Cache.IdleAsync();
            return heads;
        });

        Assert.Equal((1, 0), (_node.Web.Hits, _node.Store.Count));
        Assert.Equal(0, _node.Web.BytesSent);
        Assert.All(heads, head => Assert.Equal(200, head.Code));
        Assert.All(heads.Skip(1), head => Assert.True(head.Status.Hit));
        Assert.All(heads, head => Assert.False(head.Status.Stored));
    }

    [Fact]
    public void GetAsync_KeptHeaderIsStale_TheNextHeadGoesOutAsHead()
    {
        _node.Web.Answer = (_, _) => Script.Cacheable() with { Length = Large, Declared = Large };

        _node.Clock.Run(async () =>
        {
            await HeadAsync("/a");
            await _node.Wait(61);
            await HeadAsync("/a");
        });

        Assert.Equal([false, true], _node.Web.Requests.Select(request => request.IsHead));
        Assert.Equal(0, _node.Web.BytesSent);
    }

    [Fact]
    public void GetAsync_GetAfterAKeptHeader_FetchesTheWhole()
    {
        _node.Web.Answer = (_, _) => Script.Cacheable() with { Length = Large, Declared = Large };

        var (page, head) = _node.Clock.Run(async () =>
        {
            await HeadAsync("/a");
            return (await _node.GetAsync("/a"), await HeadAsync("/a"));
        });

        Assert.Equal((Large, 2), (page.Bytes, _node.Web.Hits));
        Assert.True(head.Status.Hit);
    }

    [Fact]
    public void GetAsync_GetJoinsTheFetchOfAHead_GetsTheWholeOfALargeBody()
    {
        _node.Web.Answer = (_, _) => Script.Cacheable() with { Length = Large, Declared = Large };

        var page = _node.Clock.Run(async () =>
        {
            var head = HeadAsync("/a");
            var page = await _node.GetAsync("/a");
            await head;
            return page;
        });

        Assert.Equal((Large, null, 1), (page.Bytes, page.BodyFailure, _node.Web.Hits));
    }

    [Theory]
    [InlineData("no-store")]
    [InlineData("private")]
    public void GetAsync_HeadsOfWhatIsKnownNotToBeShareable_GoOutAsHead(string control)
    {
        _node.Web.Answer = (_, _) => Script.Ok(("Cache-Control", control));

        _node.Clock.Run(async () =>
        {
            await HeadAsync("/a");
            await HeadAsync("/a");
            await HeadAsync("/a");
        });

        Assert.Equal([false, true, true], _node.Web.Requests.Select(request => request.IsHead));
    }

    [Theory]
    [InlineData(405)]
    [InlineData(501)]
    public void GetAsync_OriginThatKnowsNoHead_IsAskedWithGetAgain(int status)
    {
        _node.Web.Answer = (request, _) =>
            request.IsHead
                ? new Script { Status = status }
                : Script.Cacheable() with
                {
                    Length = Large,
                    Declared = Large,
                };

        var last = _node.Clock.Run(async () =>
        {
            await HeadAsync("/a");
            await _node.Wait(61);
            await HeadAsync("/a");
            return await HeadAsync("/a");
        });

        Assert.Equal((200, 3), (last.Code, _node.Web.Hits));
    }

    [Fact]
    public void GetAsync_HeadOfManyLargeUrls_RemembersABoundedNumber()
    {
        _node.Web.Answer = (_, _) =>
            Script.Cacheable(3600) with
            {
                Length = Large,
                Declared = Large,
                HeaderAfter = TimeSpan.Zero,
            };

        _node.Clock.Run(async () =>
        {
            for (var i = 0; i < KeptHeads.Urls + 100; i++)
            {
                await HeadAsync($"/{i}");
            }
        });

        Assert.Equal(KeptHeads.Urls, _node.Cache.History.Heads.Count);
    }

    [Fact]
    public void GetAsync_HeaderTooLongToKeep_IsNotKept()
    {
        var long8K = new string('x', KeptHeads.MaxHeadBytes);
        _node.Web.Answer = (_, _) =>
            Script.Ok(("Cache-Control", "max-age=60"), ("X-Long", long8K)) with
            {
                Length = Large,
                Declared = Large,
            };

        _node.Clock.Run(async () =>
        {
            await HeadAsync("/a");
            await HeadAsync("/a");
        });

        Assert.Equal([false, true], _node.Web.Requests.Select(request => request.IsHead));
    }

    [Fact]
    public void GetAsync_KeptHeaderOfAnotherVariant_IsNotServed()
    {
        _node.Web.Answer = (_, _) =>
            Script.Ok(("Cache-Control", "max-age=60"), ("Vary", "Accept")) with
            {
                Length = Large,
                Declared = Large,
            };

        _node.Clock.Run(async () =>
        {
            await HeadAsync("/a", ("Accept", "text/html"));
            await HeadAsync("/a", ("Accept", "image/png"));
        });

        // The first is sent again once it is known that Accept matters.
        Assert.Equal(3, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_HeadsAtAllNodes_CostOneRequest()
    {
        using var network = new TestNetwork(10);

        var heads = network.Clock.Run(() =>
            Task.WhenAll(
                network.Nodes.Select(async node =>
                {
                    using var answer = await node.Cache.GetAsync(
                        CacheFixture.Request("/a") with
                        {
                            IsHead = true,
                        },
                        CancellationToken.None
                    );
                    return answer.Head?.Status;
                })
            )
        );

        Assert.Equal(1, network.Web.Hits);
        Assert.All(heads, status => Assert.Equal(200, status));
    }

    private Task<ClientResult> HeadAsync(string target, params (string Name, string Value)[] fields) =>
        _node.GetAsync(CacheFixture.Request(target, fields) with { IsHead = true }, CancellationToken.None);
}
