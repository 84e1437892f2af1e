using Coral.Lab.Crowd;

namespace Coral.Lab.Tests.Crowd;

public sealed class CrowdFiguresTests
{
    [Fact]
    public void Tally_OfResults_CountsEachOnce()
    {
        var tally = new CrowdCounter();
        for (var client = 0; client < 6; client++)
        {
            tally.Begin();
        }

        tally.End(Result(FetchOutcome.Right, RequestSource.Local, 2));
        tally.End(Result(FetchOutcome.Right, RequestSource.Origin, 1));
        tally.End(Result(FetchOutcome.Right, RequestSource.Local, 3));
        tally.End(Result(FetchOutcome.Failed, RequestSource.Local, 4));
        tally.End(Result(FetchOutcome.Wrong, RequestSource.Origin, 5));
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
        var results = Enumerable.Range(1, 10).Reverse().Select(s => Result(FetchOutcome.Right, RequestSource.Local, s));

        Assert.Equal(TimeSpan.FromSeconds(seconds), CrowdFigures.Of([.. results]).Percentile(share));
    }

    [Fact]
    public void Percentile_OfNothing_IsZero() => Assert.Equal(TimeSpan.Zero, CrowdFigures.Of([]).Percentile(0.5));

    private static FetchResult Result(FetchOutcome outcome, RequestSource source, int seconds) =>
        new(outcome, source, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds), "");
}
