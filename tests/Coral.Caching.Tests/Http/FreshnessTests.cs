using Coral.Caching.Http;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9111, sections 4.2.1, 4.2.2 and 4.2.3, 5.1 and 5.3.</summary>
public sealed class FreshnessTests
{
    private const string Tomorrow = "Mon, 07 Nov 1994 08:49:37 GMT";
    private const string Yesterday = "Sat, 05 Nov 1994 08:49:37 GMT";

    [Theory]
    [InlineData("Cache-Control: s-maxage=10, max-age=20 | Expires: " + Tomorrow, 10)]
    [InlineData("Cache-Control: max-age=20 | Expires: " + Tomorrow, 20)]
    [InlineData("Cache-Control: max-age=20 | Expires: 0", 20)]
    [InlineData("Cache-Control: s-maxage=0, max-age=20", 0)]
    [InlineData("Cache-Control: max-age=x | Expires: " + Tomorrow, 0)]
    [InlineData("Cache-Control: no-cache, max-age=20", 0)]
    [InlineData("Cache-Control: no-cache=\"Set-Cookie\", max-age=20", 20)]
    [InlineData("Cache-Control: immutable, max-age=20", 20)]
    [InlineData("Cache-Control: max-age=99999999999", 2147483648L)]
    [InlineData("Expires: " + Tomorrow, 86400)]
    [InlineData("Expires: " + Tomorrow + " | Date: " + Yesterday, 172800)]
    [InlineData("Expires: " + Tomorrow + " | Date: garbage", 86400)]
    [InlineData("Expires: " + Yesterday, 0)]
    [InlineData("Expires: 0", 0)]
    [InlineData("Expires: -1", 0)]
    [InlineData("Expires: ", 0)]
    [InlineData("Expires: tomorrow | Last-Modified: " + Yesterday, 0)]
    [InlineData("Expires: " + Tomorrow + " | Expires: " + Tomorrow, 0)]
    [InlineData("Expires: Fri, 31 Dec 9999 23:59:59 GMT", 2147483648L)]
    public void Lifetime_Section421_FirstThatIsThere(string fields, long seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Lifetime(200, fields));

    [Theory]
    [InlineData("Cache-Control: public; max-age=30", 0)]
    [InlineData("Cache-Control: public; max-age=30 | Last-Modified: " + Yesterday, 0)]
    [InlineData("Cache-Control: max-age=30; public", 0)]
    [InlineData("Cache-Control: no store | Expires: " + Tomorrow, 0)]
    [InlineData("Cache-Control: odd odd, max-age=30", 30)]
    public void Lifetime_MalformedCacheControl_IsNeverGuessed(string fields, long seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Lifetime(200, fields));

    [Theory]
    [InlineData(200, "Last-Modified: " + Yesterday, 8640)]
    [InlineData(404, "Last-Modified: " + Yesterday, 8640)]
    [InlineData(200, "Last-Modified: Sat, 05 Nov 1994 08:49:37 GMT | Date: Sat, 05 Nov 1994 08:51:17 GMT", 10)]
    [InlineData(200, "Last-Modified: Sun, 06 Nov 1984 08:49:37 GMT", 43200)]
    [InlineData(200, "Last-Modified: " + Heads.NoonText, 0)]
    [InlineData(200, "Last-Modified: " + Tomorrow, 300)]
    [InlineData(200, "Last-Modified: garbage", 300)]
    [InlineData(200, "", 300)]
    [InlineData(302, "", 0)]
    [InlineData(302, "Last-Modified: " + Yesterday, 0)]
    [InlineData(302, "Cache-Control: public", 300)]
    [InlineData(302, "Cache-Control: public | Last-Modified: " + Yesterday, 8640)]
    [InlineData(500, "Last-Modified: " + Yesterday, 0)]
    public void Lifetime_Section422_HeuristicForAnySite(int status, string fields, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Lifetime(status, fields));

    [Fact]
    public void Lifetime_DeclaredSite_HeuristicOnlyWithLastModified()
    {
        var dated = new ResponseHead(200, Heads.Lines("Last-Modified: " + Yesterday));

        Assert.Equal(
            TimeSpan.FromSeconds(8640),
            FreshnessCalculator.Lifetime(dated, Heads.Noon, HeuristicPolicy.DeclaredSite)
        );
        Assert.Equal(
            TimeSpan.Zero,
            FreshnessCalculator.Lifetime(Heads.Head(200), Heads.Noon, HeuristicPolicy.DeclaredSite)
        );
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("Age: 30", 0, 30)]
    [InlineData("Age: 30", 7, 37)]
    [InlineData("", 7, 7)]
    [InlineData("Age: 30, 90", 0, 30)]
    [InlineData("Age: 30 | Age: 90", 0, 30)]
    [InlineData("Age: x, 90", 0, 0)]
    [InlineData("Age: -5", 0, 0)]
    [InlineData("Age: 1.5", 0, 0)]
    [InlineData("Age: ", 0, 0)]
    [InlineData("Age: 99999999999999999999", 1, 2147483648L)]
    [InlineData("Date: " + Yesterday, 0, 86400)]
    [InlineData("Date: " + Yesterday + " | Age: 90000", 0, 90000)]
    [InlineData("Date: " + Yesterday + " | Age: 30", 0, 86400)]
    [InlineData("Date: " + Tomorrow, 0, 0)]
    [InlineData("Date: garbage | Age: 30", 0, 30)]
    public void InitialAge_Section423_LargerOfDateAndAge(string fields, int delay, long seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            AgeCalculator.InitialAge(
                Heads.Noon.AddSeconds(-delay),
                Heads.Noon,
                new ResponseHead(200, Heads.Lines(fields))
            )
        );

    [Theory]
    [InlineData("Date: " + Yesterday, 86400, 0)]
    [InlineData("Date: " + Yesterday, 86000, 400)]
    [InlineData("Date: " + Yesterday, 90000, 0)]
    [InlineData("Date: " + Yesterday + " | Age: 30", 86400, 30)]
    public void InitialAge_SendersClockBehind_IsCorrected(string fields, int behind, long seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            AgeCalculator.InitialAge(
                Heads.Noon,
                Heads.Noon,
                new ResponseHead(200, Heads.Lines(fields)),
                new SenderClock(TimeSpan.FromSeconds(behind))
            )
        );

    [Theory]
    [InlineData("Date: " + Yesterday + " | Age: 30", 30)]
    [InlineData("Date: " + Yesterday, 86400)]
    public void InitialAge_OfAPeer_IsItsAge(string fields, long seconds)
    {
        var head = new ResponseHead(200, Heads.Lines(fields));

        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            AgeCalculator.InitialAge(Heads.Noon, Heads.Noon, head, SenderClock.OfPeer(head))
        );
    }

    [Fact]
    public void InitialAge_ClockSetBackDuringTheRequest_IsNotNegative() =>
        Assert.Equal(TimeSpan.Zero, AgeCalculator.InitialAge(Heads.After(60), Heads.Noon, Heads.Head(200)));

    [Theory]
    [InlineData("Cache-Control: max-age=60", 59.9, true)]
    [InlineData("Cache-Control: max-age=60", 60, false)]
    [InlineData("Cache-Control: max-age=60 | Age: 50", 9.9, true)]
    [InlineData("Cache-Control: max-age=60 | Age: 50", 10, false)]
    [InlineData("Cache-Control: max-age=60 | Age: 60", 0, false)]
    [InlineData("Cache-Control: max-age=60, no-cache", 0, false)]
    [InlineData("Cache-Control: max-age=60, no-cache", -100, false)]
    [InlineData("Cache-Control: max-age=0", -100, false)]
    [InlineData("Expires: Fri, 31 Dec 9999 23:59:59 GMT", 2147483647, true)]
    public void IsFresh_Section42_LifetimeExceedsAge(string fields, double at, bool expected)
    {
        var stored = Heads.Stored([.. Heads.Lines(fields).Select(line => (line.Name, line.Value))]);

        Assert.Equal(expected, stored.IsFresh(Heads.After(at)));
    }

    [Fact]
    public void Create_StoredHeader_HasDateAndOneContentLengthAndNoAge()
    {
        var stored = Heads.Stored(
            ("Age", "5"),
            ("Content-Length", "5, 5"),
            ("content-length", "7"),
            ("Set-Cookie", "a=b")
        );

        Assert.Equal([new FieldLine("Date", Heads.NoonText), new FieldLine("Content-Length", "5")], stored.Head.Fields);
        Assert.Equal(TimeSpan.FromSeconds(5), stored.InitialAge);
        Assert.Equal(TimeSpan.FromSeconds(8), stored.Age(Heads.After(3)));
        Assert.Equal(TimeSpan.FromSeconds(5), stored.Age(Heads.After(-3)));
    }

    private static TimeSpan Lifetime(int status, string fields) =>
        FreshnessCalculator.Lifetime(
            new ResponseHead(status, Heads.Lines(fields)),
            Heads.Noon,
            HeuristicPolicy.AnySite
        );
}
