namespace Coral.Functional.Tests.Fixtures;

/// <summary>Lets requests go in rounds: each as large as the cap, the last with what is left. Thread-safe.</summary>
/// <remarks>
/// A server that keeps fewer than the cap under way while more wait never fills a round, and its test hangs.
/// </remarks>
internal sealed class Rounds(int cap, int total)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _firstFull = NewRound();
    private readonly TaskCompletionSource _begin = NewRound();
    private TaskCompletionSource _go = NewRound();
    private int _left = total;
    private int _here;

    /// <summary>Rounds that were let go.</summary>
    public int Completed { get; private set; }

    /// <summary>Completes when the first round is full; it goes when <see cref="Begin"/> says so.</summary>
    public Task FirstFull => _firstFull.Task;

    /// <summary>Lets the first round go; the others go by themselves.</summary>
    public void Begin() => _begin.SetResult();

    /// <summary>One more is here.</summary>
    /// <returns>Completes when its round is full.</returns>
    public async Task ArriveAsync()
    {
        var (round, isLast) = Join();
        if (isLast)
        {
            _firstFull.TrySetResult();
            await _begin.Task;
            round.SetResult();
        }

        await round.Task;
    }

    private (TaskCompletionSource Round, bool IsLast) Join()
    {
        TaskCompletionSource mine;
        lock (_gate)
        {
            mine = _go;
            _here++;
            if (_here < Math.Min(cap, _left))
            {
                return (mine, false);
            }

            _left -= _here;
            _here = 0;
            _go = NewRound();
            Completed++;
        }

        return (mine, true);
    }

    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
