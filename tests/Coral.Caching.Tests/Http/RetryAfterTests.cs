using Coral.Caching.Http;

namespace Coral.Caching.Tests.Http;

/// <summary>How long a response asks to be left alone.</summary>
public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("60", 60.0)]
    [InlineData(" 60 ", 60.0)]
    [InlineData("1", 1.0)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("+5", null)]
    [InlineData("1.5", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData("60, 120", null)]
    [InlineData("99999999999999999999999999", 2147483648.0)]
    [InlineData("Fri, 02 Jan 2026 03:06:05 GMT", 120.0)]
    [InlineData("Friday, 02-Jan-26 03:06:05 GMT", 120.0)]
    [InlineData("Fri, 02 Jan 2026 03:04:05 GMT", null)]
    [InlineData("Fri, 02 Jan 1970 03:04:05 GMT", null)]
    public void Of_AValue_IsTheWait(string value, double? seconds) =>
        Assert.Equal(seconds, RetryAfter.Of(Head(("Retry-After", value)), Now)?.TotalSeconds);

    [Fact]
    public void Of_ADateBesideADateOfTheSameClock_CountsFromThat()
    {
        var head = Head(("Date", "Fri, 02 Jan 2026 02:00:00 GMT"), ("Retry-After", "Fri, 02 Jan 2026 02:01:00 GMT"));

        Assert.Equal(TimeSpan.FromMinutes(1), RetryAfter.Of(head, Now));
    }

    [Fact]
    public void Of_AnAgedResponse_IsTheRest()
    {
        Assert.Equal(TimeSpan.FromSeconds(20), RetryAfter.Of(Head(("Retry-After", "60"), ("Age", "40")), Now));
        Assert.Null(RetryAfter.Of(Head(("Retry-After", "60"), ("Age", "60")), Now));
    }

    [Fact]
    public void Of_SeveralLines_IsTheLongest() =>
        Assert.Equal(
            TimeSpan.FromSeconds(90),
            RetryAfter.Of(Head(("Retry-After", "60"), ("Retry-After", "x"), ("Retry-After", "90")), Now)
        );

    [Fact]
    public void Of_NoField_IsNothing() => Assert.Null(RetryAfter.Of(Head(), Now));

    [Fact]
    public void Of_AnyText_NeverThrowsAndIsNeverNegative()
    {
        var random = new Random(20261130);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(0, random.Next(2) == 0 ? 128 : 256))
            );

            Assert.True(RetryAfter.Of(Head(("Retry-After", text)), Now) is null or { Ticks: > 0 });
        }
    }

    private static ResponseHead Head(params ReadOnlySpan<(string Name, string Value)> fields) =>
        new(503, FieldList.Of(fields));
}
