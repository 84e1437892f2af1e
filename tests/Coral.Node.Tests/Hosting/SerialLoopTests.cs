using Coral.Node.Hosting;

namespace Coral.Node.Tests.Hosting;

public sealed class SerialLoopTests
{
    private readonly SerialLoop _loop = new();

    [Fact(Timeout = 30_000)]
    public async Task Run_ByManyThreads_NeverRunsTwoAtOnce()
    {
        var (count, inside, overlaps) = (0, 0, 0);

        await Parallel.ForAsync(
            0,
            200,
            TestContext.Current.CancellationToken,
            async (_, _) =>
                await _loop.RunAsync(async () =>
                {
                    for (var i = 0; i < 50; i++)
                    {
                        overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
                        count++; // Neither atomic nor locked: the loop is what keeps it whole.
                        Interlocked.Decrement(ref inside);
                        await Task.Yield();
                    }

                    return 0;
                })
        );

        Assert.Equal((10_000, 0), (count, overlaps));
    }

    [Fact(Timeout = 30_000)]
    public async Task Run_AfterAnAwaitOfSomethingElsewhere_IsBackOnTheLoop()
    {
        var context = await _loop.RunAsync(async () =>
        {
            await Task.Run(() => { });
            return SynchronizationContext.Current;
        });

        Assert.Same(_loop, context);
        Assert.NotSame(_loop, SynchronizationContext.Current);
    }

    [Fact(Timeout = 30_000)]
    public async Task Run_OfWorkThatFails_FailsForTheCallerAlone()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _loop.RunAsync<int>(() => throw new InvalidOperationException())
        );
        await Assert.ThrowsAsync<TaskCanceledException>(() =>
            _loop.RunAsync<int>(() => throw new OperationCanceledException())
        );

        Assert.Equal(7, await _loop.RunAsync(() => Task.FromResult(7)));
    }

    [Fact(Timeout = 30_000)]
    public async Task Timer_OfTheLoopsClock_FiresOnTheLoop()
    {
        var clock = new LoopClock(TimeProvider.System, _loop);
        var fired = new TaskCompletionSource<SynchronizationContext?>();
        await using var timer = clock.CreateTimer(
            _ => fired.SetResult(SynchronizationContext.Current),
            null,
            TimeSpan.FromMilliseconds(1),
            Timeout.InfiniteTimeSpan
        );

        Assert.Same(_loop, await fired.Task);
    }
}
