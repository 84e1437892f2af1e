using Coral.Caching.Publishing;
using Coral.Core.Identity;
using Coral.Simulation.Time;

namespace Coral.Caching.Tests.Publishing;

/// <summary>A few at a time, and for each key one after another.</summary>
public sealed class KeyedQueueTests
{
    private readonly VirtualClock _clock = new();
    private readonly List<string> _done = [];
    private int _busy;
    private int _mostBusy;

    [Fact]
    public void RunAsync_SameKey_OneAfterAnotherInOrder()
    {
        var queue = new KeyedQueue(atOnce: 8);

        _clock.Run(() => Task.WhenAll(Enumerable.Range(0, 5).Select(i => queue.RunAsync(Key.Of("a"), Work($"{i}")))));

        Assert.Equal(["0", "1", "2", "3", "4"], _done);
        Assert.Equal(1, _mostBusy);
    }

    [Fact]
    public void RunAsync_ManyKeys_NoMoreThanMayBeAtOnce()
    {
        var queue = new KeyedQueue(atOnce: 3);

        _clock.Run(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => queue.RunAsync(Key.Of($"{i}"), Work($"{i}"))));
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
        });

        Assert.Equal((20, 3, 0), (_done.Count, _mostBusy, queue.Count));
    }

    [Fact]
    public void RunAsync_WorkIsCancelled_TheNextIsDone()
    {
        var queue = new KeyedQueue(atOnce: 1);

        _clock.Run(async () =>
        {
            _ = queue.RunAsync(Key.Of("a"), () => throw new OperationCanceledException());
            _ = queue.RunAsync(Key.Of("a"), Work("next"));
            await queue.IdleAsync(Key.Of("a"));
        });

        Assert.Equal(["next"], _done);
    }

    [Fact]
    public void IdleAsync_NothingToDo_IsAtOnce() =>
        Assert.True(new KeyedQueue(atOnce: 1).IdleAsync(Key.Of("a")).IsCompletedSuccessfully);

    private Func<Task> Work(string name) =>
        async () =>
        {
            _mostBusy = Math.Max(_mostBusy, ++_busy);
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            _busy--;
            _done.Add(name);
        };
}
