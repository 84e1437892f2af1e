using Coral.Testing.Time;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>The tests' own clock, on which the tests of time limits rest.</summary>
public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Advance_Timers_FireInTheOrderOfTheirTimesEachAtItsOwn()
    {
        var fired = new List<(string Name, TimeSpan At)>();
        var start = _clock.GetUtcNow();
        using var late = Timer("late", 5, -1);
        using var periodic = Timer("periodic", 2, 2);
        using var early = Timer("early", 1, -1);
        using var never = Timer("never", -1, -1);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(
            [("early", 1), ("periodic", 2), ("periodic", 4), ("late", 5)],
            fired.Select(timer => (timer.Name, (int)timer.At.TotalSeconds))
        );
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.GetUtcNow() - start);

        ITimer Timer(string name, int due, int period) =>
            _clock.CreateTimer(
                _ => fired.Add((name, _clock.GetUtcNow() - start)),
                null,
                due < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(due),
                period < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(period)
            );
    }

    [Fact]
    public async Task UntilArmedAsync_TimerArmedLater_Completes()
    {
        var armed = _clock.UntilArmedAsync(TimeSpan.FromSeconds(3));
        using var other = new CancellationTokenSource(TimeSpan.FromSeconds(2), _clock);
        Assert.False(armed.IsCompleted);

        using var awaited = new CancellationTokenSource(TimeSpan.FromSeconds(3), _clock);

        await armed;
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(other.IsCancellationRequested);
        Assert.False(awaited.IsCancellationRequested);
        await _clock.UntilArmedAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void GetElapsedTime_AfterAdvance_IsWhatPassed()
    {
        var started = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromMilliseconds(1234));

        Assert.Equal(TimeSpan.FromMilliseconds(1234), _clock.GetElapsedTime(started));
    }

    [Fact]
    public void Dispose_Timer_FiresNoMore()
    {
        var fired = false;
        var timer = _clock.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False(fired);
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
    }
}
