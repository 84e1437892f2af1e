using Coral.Caching.Http;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9110, section 5.6.7; RFC 9111, section 4.2.</summary>
public sealed class HttpDateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Sun Nov  6 08:49:37 1994")]
    [InlineData("Sun Nov 06 08:49:37 1994")]
    [InlineData("sun, 06 nov 1994 08:49:37 gmt")]
    [InlineData("SUNDAY, 06-NOV-94 08:49:37 GMT")]
    [InlineData("Mon, 06 Nov 1994 08:49:37 GMT")]
    public void TryParse_Section567_ThreeFormats(string text)
    {
        Assert.True(HttpDate.TryParse(text, Now, out var date));
        Assert.Equal(Heads.Noon, date);
        Assert.Equal(TimeSpan.Zero, date.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 UTC")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 EST")]
    [InlineData("Sun, 06 Nov 1994 08:49:37")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 +0000")]
    [InlineData("Sun, 06 Nov 1994 8:49:37 GMT")]
    [InlineData("Sun,  6 Nov 1994 08:49:37 GMT")]
    [InlineData("Sun, 6 Nov 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 94 08:49:37 GMT")]
    [InlineData("Sun, 06-Nov-1994 08:49:37 GMT")]
    [InlineData("Sun, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Xyz, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Xyzday, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Sun, 06 Xyz 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 anF 1994 08:49:37 GMT")]
    [InlineData("Sun, 00 Nov 1994 08:49:37 GMT")]
    [InlineData("Thu, 31 Nov 1994 08:49:37 GMT")]
    [InlineData("Tue, 29 Feb 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 0000 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 24:00:00 GMT")]
    [InlineData("Sun, 06 Nov 1994 08:60:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 08:49:61 GMT")]
    [InlineData("Sun, 06 Nov 1994 08.49.37 GMT")]
    [InlineData(" Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT ")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("1994-11-06T08:49:37Z")]
    [InlineData("Sun, 0٦ Nov 1994 08:49:37 GMT")]
    public void TryParse_Section567_AnythingElseIsNoDate(string text) =>
        Assert.False(HttpDate.TryParse(text, Now, out _));

    [Theory]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", 1994)]
    [InlineData("Sunday, 06-Nov-26 08:49:37 GMT", 2026)]
    [InlineData("Sunday, 06-Nov-76 08:49:37 GMT", 2076)]
    [InlineData("Sunday, 22-Nov-76 00:00:00 GMT", 2076)]
    [InlineData("Sunday, 22-Nov-76 00:00:01 GMT", 1976)]
    [InlineData("Sunday, 06-Nov-77 08:49:37 GMT", 1977)]
    [InlineData("Sunday, 06-Nov-00 08:49:37 GMT", 2000)]
    public void TryParse_Section567_TwoDigitYearIsNotOver50YearsAhead(string text, int year)
    {
        Assert.True(HttpDate.TryParse(text, Now, out var date));
        Assert.Equal(year, date.Year);
    }

    [Fact]
    public void TryParse_TwoDigitYearAtTheEndsOfTime_IsStillADate()
    {
        Assert.True(HttpDate.TryParse("Sunday, 06-Nov-94 08:49:37 GMT", DateTimeOffset.MaxValue, out var late));
        Assert.False(HttpDate.TryParse("Sunday, 06-Nov-94 08:49:37 GMT", DateTimeOffset.MinValue, out _));
        Assert.Equal(9994, late.Year);
    }

    [Fact]
    public void TryParse_LeapSecond_IsTheSecondBefore()
    {
        Assert.True(HttpDate.TryParse("Sat, 31 Dec 2016 23:59:60 GMT", Now, out var date));
        Assert.Equal(new DateTimeOffset(2016, 12, 31, 23, 59, 59, TimeSpan.Zero), date);
    }

    [Fact]
    public void Format_AnyDate_RoundTrips() =>
        Prop.ForAll<DateTime>(any =>
            {
                var second = new DateTimeOffset(any.Ticks - (any.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
                return HttpDate.TryParse(HttpDate.Format(second), Now, out var fixdate)
                    && HttpDate.TryParse(second.ToString("ddd MMM dd HH:mm:ss yyyy"), Now, out var asctime)
                    && fixdate == second
                    && asctime == second;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_Rfc850OfLastCentury_RoundTrips() =>
        Prop.ForAll(
                Gen.Choose(0, (100 * 365 * 24) - 1).ToArbitrary(),
                hours =>
                {
                    var date = Now.AddYears(50).AddHours(-hours);
                    return HttpDate.TryParse(date.ToString("dddd, dd-MMM-yy HH:mm:ss 'GMT'"), Now, out var parsed)
                        && parsed == date;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_MutatedDates_NeverThrow()
    {
        var random = new Random(1994);
        string[] seeds =
        [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ];
        for (var i = 0; i < 50_000; i++)
        {
            var text = seeds[i % seeds.Length].ToCharArray();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                text[random.Next(text.Length)] = (char)random.Next(0, 300);
            }

            var cut = text.AsSpan(0, random.Next(text.Length + 1));
            if (HttpDate.TryParse(cut, Now, out var date))
            {
                Assert.InRange(date.Year, 1, 9999);
            }
        }
    }
}
