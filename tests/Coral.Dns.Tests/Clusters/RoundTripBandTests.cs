using Coral.Dns.Clusters;

namespace Coral.Dns.Tests.Clusters;

public sealed class RoundTripBandTests
{
    [Theory]
    [InlineData(0, 20, 0)]
    [InlineData(4.9, 20, 0)]
    [InlineData(5, 20, 1)]
    [InlineData(19.9, 20, 3)]
    [InlineData(500, 20, 3)]
    [InlineData(29.9, 60, 1)]
    [InlineData(7, 0, 0)]
    public void Of_ARoundTrip_IsItsQuarterOfTheDiameter(double milliseconds, double diameter, int expected) =>
        Assert.Equal(
            expected,
            RoundTripBand.Of(TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(diameter))
        );

    [Fact]
    public void MiddleOf_EveryBand_LiesInIt()
    {
        var diameter = TimeSpan.FromMilliseconds(60);

        Assert.All(
            Enumerable.Range(0, RoundTripBand.Count),
            band => Assert.Equal(band, RoundTripBand.Of(RoundTripBand.MiddleOf(band, diameter), diameter))
        );
    }
}
