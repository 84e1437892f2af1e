using Coral.Transport.WideArea;

namespace Coral.Transport.Tests.WideArea;

public sealed class RegionMapTests
{
    private const string Good = """
        # a comment
        here   here   4ms     1Gbit
        here   there  0.09s   100Mbit   # and another
        there  there  2.5ms   1Gbit

        origin there 384kbit
        """;

    [Fact]
    public void Parse_OfAMap_KnowsEveryWayInBothDirections()
    {
        var map = RegionMap.Parse(Good);

        Assert.Equal(["here", "there"], map.Regions);
        Assert.Equal(new RegionPath(TimeSpan.FromMilliseconds(90), 100_000_000), map.Between("here", "there"));
        Assert.Equal(map.Between("here", "there"), map.Between("there", "here"));
        Assert.Equal(new RegionPath(TimeSpan.FromMilliseconds(2.5), 1_000_000_000), map.Between("there", "there"));
        Assert.Equal(("there", 384_000), (map.OriginRegion, map.OriginBitsPerSecond));
    }

    [Theory]
    [InlineData("here here 4ms", "line 1: it must be: REGION REGION ROUND-TRIP BANDWIDTH")]
    [InlineData("here here 4 1Mbit", "line 1: '4' is no round trip; it must be a number and a unit (ms s m h d)")]
    [InlineData("here here -4ms 1Mbit", "line 1: '-4ms' is no round trip")]
    [InlineData("here here NaNs 1Mbit", "line 1: 'NaNs' is no round trip")]
    [InlineData("here here 10001ms 1Mbit", "line 1: '10001ms' is no round trip")]
    [InlineData("here here 4ms 7kbit", "line 1: '7kbit' is no bandwidth")]
    [InlineData("here here 4ms 101Gbit", "line 1: '101Gbit' is no bandwidth")]
    [InlineData("here here 4ms 1MB", "line 1: '1MB' is no bandwidth")]
    [InlineData("h/re here 4ms 1Mbit", "line 1: 'h/re' is no name of a region")]
    [InlineData("a b 4ms 1Mbit\nb a 4ms 1Mbit", "line 2: the way between b and a is given twice")]
    [InlineData("origin here", "line 1: it must be: origin REGION BANDWIDTH")]
    [InlineData("origin a 1Mbit\norigin a 1Mbit", "line 2: the origin stands somewhere already")]
    [InlineData("a a 4ms 1Mbit\na b 4ms 1Mbit\norigin a 1Mbit", "the way between b and b is missing")]
    [InlineData("a a 4ms 1Mbit", "the line of the origin is missing")]
    [InlineData("a a 4ms 1Mbit\norigin b 1Mbit", "the origin stands in b, which has no line")]
    [InlineData("", "the line of the origin is missing")]
    public void Parse_OfWhatIsNoMap_SaysWhereAndWhat(string text, string problem)
    {
        var error = Assert.Throws<FormatException>(() => RegionMap.Parse(text));

        Assert.StartsWith(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfTooManyRegions_IsRefused()
    {
        var lines = Enumerable.Range(0, 51).Select(i => $"r{i} r{i} 1ms 1Mbit");

        var error = Assert.Throws<FormatException>(() => RegionMap.Parse(string.Join('\n', lines)));
        Assert.Equal("line 51: a map has at most 50 regions", error.Message);
    }

    [Fact]
    public void Parse_OfGarbage_FailsInOrder()
    {
        var random = new Random(20040329);
        const string Alphabet = "ab 014.-#\nmskbitMGorgn\t\0é";
        for (var i = 0; i < 2_000; i++)
        {
            var text = new string(random.GetItems<char>(Alphabet, random.Next(200)));
            Assert.ThrowsAny<FormatException>(() => RegionMap.Parse(text));
        }
    }
}
