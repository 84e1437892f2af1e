using Coral.Caching.Http;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>A stale response with a validator is asked about once, and replaced only by a whole one.</summary>
public sealed class RevalidationTests : IDisposable
{
    private readonly CacheFixture _node = new();

    public RevalidationTests() => _node.Web.Answer = (request, _) => Version(request, "\"1\"");

    public void Dispose() => _node.Dispose();

    [Fact]
    public void GetAsync_CrowdOnAStaleResponse_SharesOneConditionalRequest()
    {
        var crowd = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(61);
            return await _node.CrowdAsync(200, "/a");
        });

        Assert.Equal(2, _node.Web.Hits);
        Assert.Equal("\"1\"", _node.Web.Requests[1].Fields.Get("If-None-Match"));
        Assert.All(crowd, client => Assert.Equal((200, 1000), (client.Code, client.Bytes)));
        var first = Assert.Single(crowd, client => !client.Status.Collapsed).Status;
        Assert.Equal(("stale", 304, "memory"), (first.Forward, first.ForwardStatus, first.Detail));
    }

    [Fact]
    public void GetAsync_AfterA304_IsFreshAgain()
    {
        var again = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(61);
            await _node.GetAsync("/a");
            await _node.Wait(50);
            return await _node.GetAsync("/a");
        });

        Assert.True(again.Status.Hit);
        Assert.Equal(2, _node.Web.Hits);
    }

    [Theory]
    [InlineData("W/\"v\"", "\"v\"", "gzip", "W/\"v\"")]
    [InlineData("\"v-gzip\"", "\"v\"", "gzip", "\"v-gzip\", \"v\"")]
    [InlineData("\"v\"", null, "gzip", "\"v\"")]
    [InlineData("\"v\"", "v", "br", "\"v\"")]
    public void GetAsync_OriginThatTagsItsCompressedBytesOtherwise_IsAskedOnceAnExpiry(
        string tag,
        string? tagOf304,
        string coding,
        string sent
    )
    {
        (string, string)[] common = [("Cache-Control", "max-age=60"), ("Vary", "Accept-Encoding")];
        _node.Web.Answer = (request, _) =>
            request.Fields.Contains("If-None-Match")
                ? Script.Ok([.. common, .. tagOf304 is null ? [] : ((string, string)[])[("ETag", tagOf304)]]) with
                {
                    Status = 304,
                }
                : Script.Ok([.. common, ("ETag", tag), ("Content-Encoding", coding)]);

        var last = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a", ("Accept-Encoding", coding));
            for (var i = 0; i < 3; i++)
            {
                await _node.Wait(61);
                await _node.GetAsync("/a", ("Accept-Encoding", coding));
            }

            return await _node.GetAsync("/a", ("Accept-Encoding", coding));
        });

        Assert.Equal(
            [null, sent, sent, sent],
            _node.Web.Requests.Select(request => request.Fields.Get("If-None-Match"))
        );
        Assert.True(last.Status.Hit);
        Assert.Equal(
            (tag, coding),
            (last.Answer.Head!.Fields.Get("ETag"), last.Answer.Head.Fields.Get("Content-Encoding"))
        );
    }

    [Fact]
    public void GetAsync_NewVersion_StreamsToFollowersAndReplacesTheOldWhenWhole()
    {
        _node.Web.Answer = (request, number) =>
            number == 1
                ? Version(request, "\"1\"")
                : Version(request, "\"2\"") with
                {
                    Length = 5000,
                    ChunkBytes = 1000,
                    ChunkAfter = TimeSpan.FromSeconds(1),
                };

        _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(61);
            var following = _node.CrowdAsync(10, "/a");
            await _node.Wait(3.5);
            Assert.Equal("\"1\"", Stored());
            Assert.All(await following, client => Assert.Equal(5000, client.Bytes));
            Assert.Equal("\"2\"", Stored());
        });

        Assert.Equal(2, _node.Web.Hits);
    }

    [Fact]
    public void GetAsync_NewVersionBreaksOff_FollowersLearnItAndTheOldStays()
    {
        _node.Web.Answer = (request, number) =>
            number == 1
                ? Version(request, "\"1\"")
                : Version(request, "\"2\"") with
                {
                    Declared = 5000,
                    BodyFailure = FetchFailure.ConnectionLost,
                };

        var broken = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(61);
            return await _node.GetAsync("/a");
        });

        Assert.Equal((1000, FetchFailure.ConnectionLost), (broken.Bytes, broken.BodyFailure));
        Assert.Equal("\"1\"", Stored());
    }

    [Fact]
    public void GetAsync_304OfAnotherVersion_FetchesAgainWithoutConditions()
    {
        _node.Web.Answer = (request, number) =>
            number switch
            {
                1 => Version(request, "\"1\""),
                2 => Version(request, "\"9\"") with { Status = 304 },
                _ => Version(request, "\"9\""),
            };

        var got = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(61);
            return await _node.GetAsync("/a");
        });

        Assert.Equal((3, 200, 1000), (_node.Web.Hits, got.Code, got.Bytes));
        Assert.Null(_node.Web.Requests[2].Fields.Get("If-None-Match"));
        Assert.Equal("\"9\"", Stored());
    }

    [Fact]
    public void GetAsync_StaleWhileRevalidate_ServesAtOnceAndRevalidatesOnceInTheBackground()
    {
        _node.Web.Answer = (request, number) =>
            Version(request, $"\"{number}\"", "max-age=60, stale-while-revalidate=600");

        var (crowd, later) = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(61);
            var crowd = await _node.CrowdAsync(50, "/a");
            await _node.Wait(5);
            return (crowd, await _node.GetAsync("/a"));
        });

        Assert.Equal(2, _node.Web.Hits);
        Assert.All(crowd, client => Assert.Equal((TimeSpan.Zero, 1000), (client.EndAfter, client.Bytes)));
        Assert.All(crowd, client => Assert.True(client.Status is { Hit: true, Ttl.Ticks: < 0 }));
        Assert.Equal("\"2\"", later.Answer.Head!.Fields.Get("ETag"));
        Assert.True(later.Status.Hit);
    }

    [Fact]
    public void GetAsync_HeadOnAStaleResponse_RefreshesItByAConditionalHead()
    {
        var (head, get) = _node.Clock.Run(async () =>
        {
            await _node.GetAsync("/a");
            await _node.Wait(61);
            var head = await _node.GetAsync(CacheFixture.Request("/a") with { IsHead = true }, CancellationToken.None);
            return (head, await _node.GetAsync("/a"));
        });

        Assert.Equal((200, true), (head.Code, get.Status.Hit));
        Assert.Equal(2, _node.Web.Hits);
    }

    private static Script Version(CacheRequest request, string tag, string control = "max-age=60")
    {
        var known = request.Fields.Get("If-None-Match") == tag;
        return Script.Ok(("Cache-Control", control), ("ETag", tag)) with { Status = known ? 304 : 200 };
    }

    private string? Stored() =>
        _node.Store.Find(new(CacheFixture.Origin, "/a"), FieldList.Empty)?.Head.Fields.Get("ETag");
}
