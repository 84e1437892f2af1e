using Coral.Core.Identity;

namespace Coral.Core.Tests.Identity;

public sealed class XorDistanceTests
{
    [Theory]
    [InlineData(14, 4, 10)]
    [InlineData(0, 4, 4)]
    [InlineData(5, 4, 1)]
    [InlineData(4, 4, 0)]
    public void Between_TheNodesOfThePapersFigure_IsTheDistanceItShows(ulong node, ulong key, ulong distance)
    {
        var (a, b) = (Identifier.FromNumber(node), Identifier.FromNumber(key));

        Assert.Equal(Identifier.FromNumber(distance), XorDistance.Between(a, b).Value);
        Assert.Equal(XorDistance.Between(b, a), XorDistance.Between(a, b));
    }

    [Fact]
    public void CommonPrefixLength_OfAPointWithItself_IsAllBits() =>
        Assert.Equal(160, XorDistance.Between(Identifier.MaxValue, Identifier.MaxValue).CommonPrefixLength);

    [Fact]
    public void CommonPrefixLength_OfZeroAndMax_IsNone() =>
        Assert.Equal(0, XorDistance.Between(default, Identifier.MaxValue).CommonPrefixLength);

    [Fact]
    public void Compare_TwoNodes_TellsTheNearer()
    {
        var key = Identifier.FromNumber(4);

        Assert.True(XorDistance.Compare(key, Identifier.FromNumber(5), Identifier.FromNumber(3)) < 0);
        Assert.Equal(0, XorDistance.Compare(key, Identifier.FromNumber(5), Identifier.FromNumber(5)));
    }
}
