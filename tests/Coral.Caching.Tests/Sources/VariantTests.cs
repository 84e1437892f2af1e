using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Sources;

/// <summary>Every variant costs its origin one fetch, once it is known what varies.</summary>
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
        Assert.Equal(2, _network.Web.Hits);
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
        Assert.Equal(2, _network.Web.Hits);
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
        Assert.Equal(2, _network.Web.Hits);
    }
}
