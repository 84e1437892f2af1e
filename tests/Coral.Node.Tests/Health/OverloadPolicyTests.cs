using Coral.Node.Health;

namespace Coral.Node.Tests.Health;

public sealed class OverloadPolicyTests
{
    [Theory]
    [InlineData(false, 0.0, false)]
    [InlineData(false, 0.799, false)]
    [InlineData(false, 0.8, true)]
    [InlineData(false, 1.2, true)]
    [InlineData(true, 0.8, true)]
    [InlineData(true, 0.6, true)]
    [InlineData(true, 0.599, false)]
    public void IsOverloaded_AtItsBounds_KeepsToWhatItSaid(bool isOverloaded, double used, bool expected) =>
        Assert.Equal(expected, OverloadPolicy.IsOverloaded(isOverloaded, used));
}
