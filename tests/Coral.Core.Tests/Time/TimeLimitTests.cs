using Coral.Core.Time;
using Coral.Simulation.Time;
using Coral.Testing.Time;

namespace Coral.Core.Tests.Time;

public sealed class TimeLimitTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly ManualTimeProvider _clock = new();
    private readonly CancellationTokenSource _caller = new();

    public void Dispose() => _caller.Dispose();

    [Fact]
    public void Token_OnceTheTimeHasPassed_IsCancelledAndTheCallersIsNot()
    {
        using var limit = new TimeLimit(Limit, _clock, _caller.Token);

        _clock.Advance(Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(limit.Token.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(limit.Token.IsCancellationRequested);
        Assert.False(_caller.IsCancellationRequested);
    }

    [Fact]
    public void Token_WhenTheCallerCancels_IsCancelledAtOnce()
    {
        using var limit = new TimeLimit(Limit, _clock, _caller.Token);

        _caller.Cancel();

        Assert.True(limit.Token.IsCancellationRequested);
    }

    [Fact]
    public void Token_OfACallerThatHasCancelled_IsCancelledFromTheStart()
    {
        _caller.Cancel();

        using var limit = new TimeLimit(Limit, _clock, _caller.Token);

        Assert.True(limit.Token.IsCancellationRequested);
    }

    [Fact]
    public void Dispose_BeforeEither_LeavesNothingThatFires()
    {
        var limit = new TimeLimit(Limit, _clock, _caller.Token);
        var token = limit.Token;
        var fired = false;
        token.Register(() => fired = true);

        limit.Dispose();
        _caller.Cancel();
        _clock.Advance(Limit * 2);

        Assert.False(fired);
    }

    [Fact]
    public void Token_InVirtualTime_EndsWaitsOnTheSimulatorsThread()
    {
        var clock = new VirtualClock();
        var (waited, thread) = (TimeSpan.Zero, 0);

        clock.Run(async () =>
        {
            using var limit = new TimeLimit(Limit, clock, _caller.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Limit * 3, clock, limit.Token));
            (waited, thread) = (clock.Elapsed, Environment.CurrentManagedThreadId);
        });

        Assert.Equal((Limit, Environment.CurrentManagedThreadId), (waited, thread));
    }
}
