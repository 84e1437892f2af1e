using Coral.Caching.Http;
using Coral.Simulation.Web;

namespace Coral.Simulation.Tests.Web;

/// <summary>The duration of exchanges, and the effects of crashes and loss.</summary>
public sealed class SimulatedWebTests
{
    [Fact]
    public void Ask_OverFastLines_TakesTwoRoundTripsToTheFirstByteAndTwoMoreForSlowStart()
    {
        var web = new WebFixture();
        var (bytes, failure, first) = web.Clock.Run(async () =>
        {
            var result = await web.Site.ClientOf(0).SendAsync(web.Request, CancellationToken.None);
            return await web.ReadAsync(result.Body!);
        });

        Assert.Equal((web.Content.Length, null), (bytes.Length, failure));
        Assert.Equal(2 * WebFixture.RoundTrip, first);
        // 14,600 bytes, then 29,200, of 41,984: the rest comes one round trip after the first.
        Assert.Equal(3 * WebFixture.RoundTrip, web.Clock.Elapsed);
    }

    [Fact]
    public void Ask_BySeveralAtOnce_SharesTheOriginsLineEvenly()
    {
        var web = new WebFixture(WebFixture.Fast with { OriginBitsPerSecond = 384_000 });
        var ends = new List<TimeSpan>();
        web.Clock.Run(() =>
            Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(async place =>
                    {
                        var result = await web.Site.ClientOf(place).SendAsync(web.Request, CancellationToken.None);
                        await web.ReadAsync(result.Body!);
                        ends.Add(web.Clock.Elapsed);
                    })
            )
        );

        // Four files and headers at 48,000 bytes a second, behind two round trips; the last chunks leave in turn.
        var line = TimeSpan.FromSeconds(4 * (41_984 + 500) / 48_000.0);
        Assert.InRange(ends[^1] - line, 1.99 * WebFixture.RoundTrip, 2.01 * WebFixture.RoundTrip);
        Assert.InRange(ends[^1] - ends[0], TimeSpan.Zero, TimeSpan.FromMilliseconds(120));
        Assert.Equal(4 * (41_984 + 500), web.Web.BytesSent(WebFixture.Origin));
    }

    [Fact]
    public void Ask_OfOneThatCrashesInMidTransfer_BreaksOffThreeSecondsLater()
    {
        var web = new WebFixture(WebFixture.Fast with { OriginBitsPerSecond = 384_000 });
        var (bytes, failure, _) = web.Clock.Run(async () =>
        {
            var result = await web.Site.ClientOf(0).SendAsync(web.Request, CancellationToken.None);
            var reading = web.ReadAsync(result.Body!);
            await Task.Delay(TimeSpan.FromMilliseconds(500), web.Clock);
            web.Web.Crash(WebFixture.Origin);
            return await reading;
        });

        Assert.Equal(FetchFailure.ConnectionLost, failure);
        Assert.InRange(bytes.Length, 24_000, 27_000);
        Assert.InRange(web.Clock.Elapsed, TimeSpan.FromSeconds(3.6), TimeSpan.FromSeconds(3.8));
    }

    [Fact]
    public void Connect_ToTheDead_FailsAtTheTimeLimit()
    {
        var web = new WebFixture();
        web.Web.Crash(WebFixture.Origin);
        var result = web.Clock.Run(() => web.Site.ClientOf(0).SendAsync(web.Request, CancellationToken.None));

        Assert.Equal((null, FetchFailure.ConnectTimedOut), (result.Head, result.Failure));
        Assert.Equal(WebConditions.ConnectTimeLimit, web.Clock.Elapsed);
    }

    [Fact]
    public void Ask_WithoutReadingTheBody_StopsTheSenderAtTheWindow()
    {
        var web = new WebFixture();
        web.Clock.Run(async () =>
        {
            await web.Site.ClientOf(0).SendAsync(web.Request, CancellationToken.None);
            await Task.Delay(TimeSpan.FromMinutes(1), web.Clock);
        });

        Assert.Equal(
            (10 * WebConditions.SegmentBytes) + WebConditions.HeaderBytes,
            web.Web.BytesSent(WebFixture.Origin)
        );
    }

    [Fact]
    public void Ask_ThatIsCancelled_Throws()
    {
        var web = new WebFixture();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(120), web.Clock);

        Assert.Throws<TaskCanceledException>(() =>
            web.Clock.Run(() => web.Site.ClientOf(0).SendAsync(web.Request, stop.Token))
        );
        Assert.Equal(TimeSpan.FromMilliseconds(120), web.Clock.Elapsed);
    }

    [Fact]
    public void Ask_WithLoss_BringsEveryByteInOrderAndLater()
    {
        var kind = new WebFixture();
        var unkind = new WebFixture(WebFixture.Fast with { Loss = 0.2 });
        foreach (var web in new[] { kind, unkind })
        {
            var (bytes, failure, _) = web.Clock.Run(async () =>
            {
                var result = await web.Site.ClientOf(0).SendAsync(web.Request, CancellationToken.None);
                return await web.ReadAsync(result.Body!);
            });

            Assert.Null(failure);
            Assert.Equal(web.Content, bytes);
        }

        Assert.True(unkind.Clock.Elapsed > kind.Clock.Elapsed + TimeSpan.FromMilliseconds(200));
    }
}
