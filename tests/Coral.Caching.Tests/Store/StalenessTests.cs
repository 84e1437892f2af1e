using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Http;

namespace Coral.Caching.Tests.Store;

/// <summary>RFC 9111, section 4.2.4; RFC 5861.</summary>
public sealed class StalenessTests
{
    private const int Day = 24 * 60 * 60;

    [Theory]
    [InlineData("max-age=60", 0, true)]
    [InlineData("max-age=60", 60 + Day - 1, true)]
    [InlineData("max-age=60", 60 + Day, false)]
    [InlineData("max-age=60, stale-if-error=100", 159, true)]
    [InlineData("max-age=60, stale-if-error=100", 160, false)]
    [InlineData("max-age=60, stale-if-error=200000", 60 + Day + 1, true)]
    [InlineData("max-age=60, stale-if-error=0", 60, false)]
    [InlineData("max-age=60, stale-if-error=x", 60, false)]
    [InlineData("max-age=60, stale-if-error", 60, false)]
    [InlineData("max-age=60, must-revalidate", 59, true)]
    [InlineData("max-age=60, must-revalidate", 60, false)]
    [InlineData("max-age=60, must-revalidate, stale-if-error=100", 60, false)]
    [InlineData("max-age=60, proxy-revalidate", 60, false)]
    [InlineData("s-maxage=60", 59, true)]
    [InlineData("s-maxage=60", 60, false)]
    [InlineData("s-maxage=60, stale-if-error=100", 60, false)]
    [InlineData("max-age=60, no-cache", 0, false)]
    [InlineData("max-age=60, no-cache=\"Set-Cookie\"", 61, true)]
    [InlineData("max-age=0", 0, true)]
    [InlineData("max-age=60, immutable", 61, true)]
    public void MayServe_Section424_TableOfDirectives(string cacheControl, int at, bool expected)
    {
        var stored = Heads.Stored(("Cache-Control", cacheControl));
        var now = Heads.After(at);

        Assert.Equal(expected, Staleness.MayServe(stored, FetchFailure.ConnectFailed, now, Heads.StaleLimit));
        Assert.Equal(expected, Staleness.MayServe(stored, 503, now, Heads.StaleLimit));
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(404, false)]
    [InlineData(408, true)]
    [InlineData(425, true)]
    [InlineData(429, true)]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(599, true)]
    [InlineData(600, false)]
    public void MayServe_Status_OnlyForAnAnswerOfTheMoment(int status, bool expected) =>
        Assert.Equal(expected, Staleness.MayServe(Heads.Stored(), status, Heads.After(Day), Heads.StaleLimit));

    [Fact]
    public void MayServe_Failure_OnlyForTheOriginsAndOurWeakness()
    {
        var stored = Heads.Stored();

        var refused = Enum.GetValues<FetchFailure>()
            .Where(failure => !Staleness.MayServe(stored, failure, Heads.After(Day), Heads.StaleLimit));

        Assert.Equal(
            [FetchFailure.TooLarge, FetchFailure.AddressRefused, FetchFailure.PortRefused, FetchFailure.Loop],
            refused.Order()
        );
    }

    [Fact]
    public void MayServe_LimitOfZero_NeverStale()
    {
        var stored = Heads.Stored(("Cache-Control", "max-age=60"));

        Assert.True(Staleness.MayServe(stored, 500, Heads.After(59), TimeSpan.Zero));
        Assert.False(Staleness.MayServe(stored, 500, Heads.After(60), TimeSpan.Zero));
    }

    [Theory]
    [InlineData("max-age=60", 60, false)]
    [InlineData("max-age=60, stale-while-revalidate=30", 60, true)]
    [InlineData("max-age=60, stale-while-revalidate=30", 89, true)]
    [InlineData("max-age=60, stale-while-revalidate=30", 90, false)]
    [InlineData("max-age=60, stale-while-revalidate=x", 60, false)]
    [InlineData("max-age=60, stale-while-revalidate=30, must-revalidate", 60, false)]
    [InlineData("s-maxage=60, stale-while-revalidate=30", 60, false)]
    [InlineData("no-cache, stale-while-revalidate=30", 0, false)]
    public void MayServeWhileRevalidating_Rfc5861Section3_WithinTheWindow(string cacheControl, int at, bool expected) =>
        Assert.Equal(
            expected,
            Staleness.MayServeWhileRevalidating(Heads.Stored(("Cache-Control", cacheControl)), Heads.After(at))
        );
}
