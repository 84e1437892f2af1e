using Coral.Transport.Dns.Udp;

namespace Coral.Transport.Tests.Dns.Udp;

public sealed class BatchCoalescingPolicyTests
{
    private const int Most = 64;

    [Theory]
    [InlineData(1)]
    [InlineData(BatchCoalescingPolicy.Several - 1)]
    public void IsWorthwhile_AfterAFew_IsFalse(int taken) =>
        Assert.False(BatchCoalescingPolicy.IsWorthwhile(taken, Most));

    [Theory]
    [InlineData(BatchCoalescingPolicy.Several)]
    [InlineData(Most - 1)]
    public void IsWorthwhile_AfterSeveral_IsTrue(int taken) =>
        Assert.True(BatchCoalescingPolicy.IsWorthwhile(taken, Most));

    [Fact]
    public void IsWorthwhile_AfterAsManyAsThereIsRoomFor_IsFalse() =>
        Assert.False(BatchCoalescingPolicy.IsWorthwhile(Most, Most));
}
