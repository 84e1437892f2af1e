using Coral.Core.Network;
using Coral.Core.Time;
using Coral.Index.Rpc;
using Coral.Simulation.Time;

namespace Coral.Index.Tests.Rpc;

public sealed class RateLimiterTests
{
    private readonly VirtualClock _clock = new();
    private readonly RateLimiter _limiter;

    public RateLimiterTests() => _limiter = new RateLimiter(perSecond: 10, new MonotonicClock(_clock));

    [Fact]
    public void TryTake_OverTime_PassesABurstOfTwoSecondsThenTheRate()
    {
        Assert.Equal(20, Take(1, 100));
        Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Take(1, 100));
        Wait(TimeSpan.FromHours(1));
        Assert.Equal(20, Take(1, 100));
    }

    [Fact]
    public void TryTake_OfOneAddress_LeavesOthersTheirs()
    {
        Take(1, 100);

        Assert.Equal(20, Take(2, 100));
    }

    [Fact]
    public void TryTake_FromMoreAddressesThanItRemembers_RefusesNewOnesUntilOthersAreQuiet()
    {
        for (uint address = 0; address < RateLimiter.MaxAddresses; address++)
        {
            Assert.Equal(1, Take(address, 1));
        }

        Assert.Equal(0, Take(1_000_000, 1));
        Assert.Equal(1, Take(5, 1));
        Wait(TimeSpan.FromSeconds(3));
        Assert.Equal(1, Take(1_000_000, 1));
    }

    private int Take(uint address, int times) =>
        Enumerable.Range(0, times).Count(_ => _limiter.TryTake(NodeAddress.FromIPv4(address, 7400)));

    private void Wait(TimeSpan time) => _clock.Run(() => Task.Delay(time, _clock));
}
