using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests.Transfers;

/// <summary>Requests that one response cannot all answer.</summary>
public sealed class VaryTests : IDisposable
{
    private readonly CacheFixture _node = new(new CacheOptions { UnsharedPerOrigin = 16, MaxUnsharedPerOrigin = 16 });

    public VaryTests() =>
        _node.Web.Answer = (request, _) =>
            Script.Ok(
                ("Cache-Control", "max-age=60"),
                ("Vary", "Accept-Language"),
                ("Content-Language", request.Fields.Get("Accept-Language") ?? "none")
            );

    public void Dispose() => _node.Dispose();

    [Fact]
    public void GetAsync_CrowdOfThreeLanguages_EachGetsItsOwnByOneFetchEach()
    {
        string[] languages = ["de", "en", "fr"];

        var crowd = _node.Clock.Run(() =>
            Task.WhenAll(Enumerable.Range(0, 300).Select(i => GetAsync(languages[i % languages.Length])))
        );

        Assert.Equal([null, "de", "en", "fr"], Languages());
        Assert.All(crowd, got => Assert.Equal(got.Asked, got.Got));
        Assert.All(crowd, got => Assert.True(got.Client.EndAfter <= TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void GetAsync_VaryIsKnown_DifferentRequestsDoNotWaitForEachOther()
    {
        var crowd = _node.Clock.Run(async () =>
        {
            await GetAsync("it");
            return await Task.WhenAll(GetAsync("de"), GetAsync("en"), GetAsync("de"));
        });

        Assert.Equal([null, "it", "de", "en"], Languages());
        Assert.All(crowd, got => Assert.Equal(TimeSpan.FromSeconds(1), got.Client.EndAfter));
        Assert.Equal("vary-miss", crowd[0].Client.Status.Forward);
    }

    [Fact]
    public void GetAsync_LateRequestOfTheSameLanguage_FollowsTheBodyUnderWay()
    {
        var script = _node.Web.Answer;
        _node.Web.Answer = (request, number) =>
            script(request, number) with
            {
                ChunkBytes = 100,
                ChunkAfter = TimeSpan.FromSeconds(1),
            };

        _node.Clock.Run(async () =>
        {
            var first = GetAsync("de");
            await _node.Wait(4.5);
            var late = await GetAsync("de");
            Assert.Equal(1000, late.Client.Bytes);
            await first;
        });

        Assert.Equal([null, "de"], Languages());
    }

    [Fact]
    public void GetAsync_VaryOnEverything_SharesNothingWithinTheLimit()
    {
        _node.Web.Answer = (_, _) => Script.Ok(("Cache-Control", "max-age=60"), ("Vary", "*"));

        var crowd = _node.Clock.Run(() => _node.CrowdAsync(50, "/star"));

        Assert.Equal((50, 16), (_node.Web.Hits, _node.Web.MostBusy));
        Assert.All(crowd, client => Assert.Equal(1000, client.Bytes));
    }

    [Fact]
    public void GetAsync_VaryChangesEveryTime_FollowsThreeFetchesAtMost()
    {
        _node.Web.Answer = (_, number) => Script.Ok(("Cache-Control", "max-age=60"), ("Vary", $"X-{number}"));

        var crowd = _node.Clock.Run(() =>
            Task.WhenAll(
                Enumerable
                    .Range(0, 40)
                    .Select(i =>
                        _node.GetAsync(
                            "/moody",
                            [
                                .. Enumerable
                                    .Range(1, 60)
                                    .Select(field => ($"X-{field}", field == i + 1 ? "odd" : "same")),
                            ]
                        )
                    )
            )
        );

        var longest = TimeSpan.FromSeconds(3 + Math.Ceiling(37.0 / 16));
        Assert.All(crowd, client => Assert.True(client.EndAfter <= longest));
        Assert.All(crowd, client => Assert.Equal(1000, client.Bytes));
    }

    private IEnumerable<string?> Languages() => _node.Web.Requests.Select(r => r.Fields.Get("Accept-Language"));

    private async Task<(string Asked, string? Got, ClientResult Client)> GetAsync(string language)
    {
        var client = await _node.GetAsync("/page", ("Accept-Language", language));
        return (language, client.Answer.Head!.Fields.Get("Content-Language"), client);
    }
}
