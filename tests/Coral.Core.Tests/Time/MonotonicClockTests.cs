using Coral.Core.Time;
using Coral.Testing.Time;

namespace Coral.Core.Tests.Time;

public sealed class MonotonicClockTests
{
    private readonly ManualTimeProvider _provider = new();

    [Fact]
    public void Now_SomeTimeAfterTheStart_IsThatTime()
    {
        _provider.Advance(TimeSpan.FromHours(1));
        var clock = new MonotonicClock(_provider);
        Assert.Equal(TimeSpan.Zero, clock.Now);

        _provider.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(3), clock.Now);
    }

    [Fact]
    public void At_ATimestampOfTheSource_IsItsPlaceOnTheScale()
    {
        var clock = new MonotonicClock(_provider);
        _provider.Advance(TimeSpan.FromSeconds(2));
        var timestamp = _provider.GetTimestamp();
        _provider.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(2), clock.At(timestamp));
    }
}
