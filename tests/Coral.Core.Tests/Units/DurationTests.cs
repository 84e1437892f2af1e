using Coral.Core.Units;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Core.Tests.Units;

public sealed class DurationTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("1ms", 1)]
    [InlineData("500ms", 500)]
    [InlineData("5s", 5_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("0.25m", 15_000)]
    [InlineData("2m", 120_000)]
    [InlineData("24h", 86_400_000)]
    [InlineData("7d", 604_800_000)]
    public void TryParse_NumberAndUnit_Reads(string text, double milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("5 s")]
    [InlineData("-5s")]
    [InlineData("+5s")]
    [InlineData("5S")]
    [InlineData("5M")]
    [InlineData("5sec")]
    [InlineData("1e3s")]
    [InlineData(".5s")]
    [InlineData("5.s")]
    [InlineData("1,5s")]
    [InlineData("1.2.3s")]
    [InlineData("1h30m")]
    [InlineData("٣s")]
    [InlineData("0.00000001s")]
    [InlineData("10675200d")]
    [InlineData("99999999999999999999999999999999d")]
    [InlineData("00:00:05")]
    [InlineData("infinite")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ms")]
    [InlineData(1_500, "1500ms")]
    [InlineData(90_000, "90s")]
    [InlineData(120_000, "2m")]
    [InlineData(86_400_000, "1d")]
    [InlineData(90_000_000, "25h")]
    public void Format_WholeMilliseconds_TakesTheLargestUnitThatDivides(double milliseconds, string text) =>
        Assert.Equal(text, Duration.Format(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void Format_AnyDuration_ReadsBackAsItself() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<long>().Filter(ticks => ticks >= 0),
                ticks => Duration.TryParse(Duration.Format(new TimeSpan(ticks)), out var back) && back.Ticks == ticks
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue - 5807)]
    [InlineData(1)]
    public void Format_Extremes_ReadBackAsThemselves(long ticks)
    {
        Assert.True(Duration.TryParse(Duration.Format(new TimeSpan(ticks)), out var back));
        Assert.Equal(ticks, back.Ticks);
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Prop.ForAll<string?>(text => Duration.TryParse(text, out var duration) || duration == TimeSpan.Zero)
            .QuickCheckThrowOnFailure();
}
