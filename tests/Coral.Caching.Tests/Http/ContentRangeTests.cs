using Coral.Caching.Http;

namespace Coral.Caching.Tests.Http;

/// <summary><c>Content-Range</c> of a 206 and of a 416 (RFC 9110, section 14.4).</summary>
public sealed class ContentRangeTests
{
    [Theory]
    [InlineData("bytes 0-0/1", 0, 0, 1)]
    [InlineData("bytes 42-1233/1234", 42, 1233, 1234)]
    [InlineData("BYTES 5-9/10", 5, 9, 10)]
    public void TryParse_WellFormed_IsRead(string field, long start, long end, long length)
    {
        Assert.True(ContentRange.TryParse(field, out var range));
        Assert.Equal(new ContentRange(start, end, length), range);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes */10")]
    [InlineData("bytes 0-9/*")]
    [InlineData("bytes 9-0/10")]
    [InlineData("bytes 0-10/10")]
    [InlineData("bytes -1-5/10")]
    [InlineData("bytes 0/9-10")]
    [InlineData("bytes 0-9/99999999999999999999")]
    [InlineData("bytes +0-9/10")]
    [InlineData("bytes 0 - 9/10")]
    [InlineData("items 0-9/10")]
    public void TryParse_AnythingElse_IsRefused(string? field) => Assert.False(ContentRange.TryParse(field, out _));

    [Theory]
    [InlineData("bytes */0", true)]
    [InlineData("bytes */47022", true)]
    [InlineData("bytes */", false)]
    [InlineData("bytes */-1", false)]
    [InlineData("bytes 0-1/2", false)]
    [InlineData(null, false)]
    public void TryParseLength_Of416_IsReadOrRefused(string? field, bool isOne) =>
        Assert.Equal(isOne, ContentRange.TryParseLength(field, out _));

    [Fact]
    public void TryParse_RandomText_NeverThrows()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            _ = ContentRange.TryParse(
                "bytes " + new string(random.GetItems<char>("0123456789-/* +", random.Next(30))),
                out _
            );
        }
    }
}
