using Coral.Lab.Crowd;

namespace Coral.Lab.Tests.Crowd;

public sealed class CrowdFiguresTests
{
    [Fact]
    public void Tally_OfWhatClientsMeet_CountsEachOnce()
    {
        var tally = new CrowdTally();
        for (var client = 0; client < 6; client++)
        {
            tally.Begin();
        }

        tally.Succeed(RequestSource.Local, TimeSpan.FromSeconds(2));
        tally.Succeed(RequestSource.Origin, TimeSpan.FromSeconds(1));
        tally.Succeed(RequestSource.Local, TimeSpan.FromSeconds(3));
        tally.Fail();
        tally.BeWrong();
        var figures = tally.Read();

        Assert.Equal((3, 1, 1, 1), (figures.Requests, figures.Failed, figures.Wrong, figures.Waiting));
        Assert.Equal((2, 1, 0), (Count(RequestSource.Local), Count(RequestSource.Origin), Count(RequestSource.Level1)));
        Assert.Equal([1.0, 2.0, 3.0], figures.FirstByte.Select(time => time.TotalSeconds));

        int Count(RequestSource source) => figures.From(source);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 6)]
    [InlineData(0.96, 10)]
    [InlineData(1, 10)]
    public void Percentile_OfTenTimes_IsTheOneThatTheShareReaches(double share, int seconds)
    {
        var tally = new CrowdTally();
        foreach (var second in Enumerable.Range(1, 10).Reverse())
        {
            tally.Begin();
            tally.Succeed(RequestSource.Local, TimeSpan.FromSeconds(second));
        }

        Assert.Equal(TimeSpan.FromSeconds(seconds), tally.Read().Percentile(share));
    }

    [Fact]
    public void Percentile_OfNothing_IsZero() => Assert.Equal(TimeSpan.Zero, new CrowdTally().Read().Percentile(0.5));
}
