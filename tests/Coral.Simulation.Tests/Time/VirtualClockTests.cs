using Coral.Simulation.Time;

namespace Coral.Simulation.Tests.Time;

public sealed class VirtualClockTests
{
    private readonly VirtualClock _clock = new();

    [Fact]
    public void Run_TwoDelays_EndInDueOrderAtTheirInstants()
    {
        var order = new List<(string Name, TimeSpan At)>();

        _clock.Run(() => Task.WhenAll(WaitAsync("late", 5), WaitAsync("early", 2)));

        Assert.Equal([("early", TimeSpan.FromSeconds(2)), ("late", TimeSpan.FromSeconds(5))], order);

        async Task WaitAsync(string name, int seconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), _clock);
            order.Add((name, _clock.Elapsed));
        }
    }

    [Fact]
    public void Run_NothingDueAndStillWaiting_SaysDeadlock()
    {
        var never = new TaskCompletionSource();

        var error = Assert.Throws<InvalidOperationException>(() => _clock.Run(() => never.Task));

        Assert.Contains("Deadlock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CancellationByTime_ComesAtItsInstant()
    {
        _clock.Run(async () =>
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3), _clock);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                Task.Delay(TimeSpan.FromHours(1), _clock, limit.Token)
            );
        });

        Assert.Equal(TimeSpan.FromSeconds(3), _clock.Elapsed);
    }

    [Fact]
    public void Run_ScenarioThrows_TheExceptionComesOut() =>
        Assert.Throws<FormatException>(() =>
            _clock.Run(async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _clock);
                throw new FormatException();
            })
        );

    [Fact]
    public void Run_PeriodicTimer_TicksEveryPeriod()
    {
        var ticks = new List<double>();
        _clock.Run(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), _clock);
            while (ticks.Count < 3 && await timer.WaitForNextTickAsync())
            {
                ticks.Add(_clock.Elapsed.TotalSeconds);
            }
        });

        Assert.Equal([2, 4, 6], ticks);
    }

    [Fact]
    public void Run_ContinuationComesFromAnotherThread_SaysSo()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            _clock.Run(async () =>
            {
                // Completed by another thread, and only after somebody waits: else there is nothing to continue there.
                var escape = new TaskCompletionSource();
                _ = ContinueAfterAsync(escape.Task);
                _ = Task.Run(escape.SetResult);
                while (true)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), _clock);
                }
            })
        );

        Assert.Contains("another thread", error.Message, StringComparison.Ordinal);

        static async Task ContinueAfterAsync(Task escape)
        {
            await escape;
            await Task.Yield();
        }
    }
}
