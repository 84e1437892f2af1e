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
    public void Read_ABadMatrix_SaysWhatIsWrong(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Read(text)).Message);

    private static MatrixMap Read(string text) => MatrixMap.Read(new StringReader(text));
}
