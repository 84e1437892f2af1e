using Coral.Simulation.Maps;

namespace Coral.Simulation.Tests.Maps;

public sealed class MatrixMapTests
{
    [Fact]
    public void Read_AMeasuredMatrix_TakesTheSmallerOfBothWays()
    {
        var map = Read("0, 10.5, 30\n12, 0, -\n31, 7, 0\n");

        Assert.Equal(3, map.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(10.5), map.RoundTrip(1, 0));
        Assert.Equal(TimeSpan.FromMilliseconds(7), map.RoundTrip(1, 2));
        Assert.Equal(TimeSpan.FromMilliseconds(30), map.RoundTrip(2, 0));
        Assert.Equal(TimeSpan.Zero, map.RoundTrip(1, 1));
    }

    [Theory]
    [InlineData("0 1\n1 0 2\n", "Line 2 has 3 cells where 2 are needed.")]
    [InlineData("0 x\n1 0\n", "Line 1: 'x' is no round-trip time in milliseconds.")]
    [InlineData("0 -\n-1 0\n", "No round trip is given between nodes 0 and 1.")]
    [InlineData("0 NaN\n1 0\n", "Line 1: 'NaN' is no round-trip time in milliseconds.")]
    [InlineData("0 60001\n1 0\n", "Line 1: '60001' is no round-trip time in milliseconds.")]
    [InlineData("0 1e999\n1 0\n", "Line 1: '1e999' is no round-trip time in milliseconds.")]
    [InlineData("", "A matrix of at least two nodes is needed.")]
    [InlineData("\n0\n\n", "A matrix of at least two nodes is needed.")]
    public void Read_ABadMatrix_SaysWhatIsWrong(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Read(text)).Message);

    [Fact]
    public void Read_MoreLinesThanNodesAllowed_StopsThere()
    {
        var lines = string.Concat(Enumerable.Repeat("0\n", MatrixMap.MaxNodes + 1));

        Assert.Equal(
            "Line 4097: there may be at most 4096 nodes.",
            Assert.Throws<FormatException>(() => Read(lines)).Message
        );
    }

    [Fact]
    public void Read_MoreCellsThanNodesAllowed_StopsThere() =>
        Assert.Equal(
            "Line 1: there may be at most 4096 nodes.",
            Assert
                .Throws<FormatException>(() => Read(string.Concat(Enumerable.Repeat("0 ", MatrixMap.MaxNodes + 1))))
                .Message
        );

    [Fact]
    public void Choose_SomeNodes_KeepsTheirRoundTripsInThatOrder()
    {
        var map = Read("0 10 20\n10 0 30\n20 30 0\n").Choose([2, 0]);

        Assert.Equal(2, map.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(20), map.RoundTrip(0, 1));
    }

    private static MatrixMap Read(string text) => MatrixMap.Read(new StringReader(text));
}
