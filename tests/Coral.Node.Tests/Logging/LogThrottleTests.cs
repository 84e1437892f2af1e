using Coral.Node.Logging;
using Coral.Testing.Time;

namespace Coral.Node.Tests.Logging;

/// <summary>One line a period, and a count of the others.</summary>
public sealed class LogThrottleTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void TryPass_WithinAPeriod_LetsOneThroughAndCountsTheOthers()
    {
        var throttle = new LogThrottle(TimeSpan.FromMinutes(1), _clock);

        Assert.True(throttle.TryPass(out var held));
        Assert.Equal(0, held);
        Assert.False(throttle.TryPass(out _));
        Assert.False(throttle.TryPass(out _));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(throttle.TryPass(out held));
        Assert.Equal(2, held);
    }
}
