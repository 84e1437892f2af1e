using Coral.Transport.Dns.Udp;

namespace Coral.Transport.Tests.Dns.Udp;

public sealed class GatheringPolicyTests
{
    private const int Most = 64;

    [Theory]
    [InlineData(1)]
    [InlineData(GatheringPolicy.Several - 1)]
    public void IsWorthwhile_AfterAFew_IsFalse(int taken) => Assert.False(GatheringPolicy.IsWorthwhile(taken, Most));

    [Theory]
    [InlineData(GatheringPolicy.Several)]
    [InlineData(Most - 1)]
    public void IsWorthwhile_AfterSeveral_IsTrue(int taken) => Assert.True(GatheringPolicy.IsWorthwhile(taken, Most));

    [Fact]
    public void IsWorthwhile_AfterAsManyAsThereIsRoomFor_IsFalse() =>
        Assert.False(GatheringPolicy.IsWorthwhile(Most, Most));
}
