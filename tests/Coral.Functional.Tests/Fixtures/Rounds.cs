namespace Coral.Functional.Tests.Fixtures;

/// <summary>Lets requests go in rounds: each as large as the cap, the last with what is left. Thread-safe.</summary>
/// <remarks>
/// A server that keeps fewer than the cap under way while more wait never fills a round, and its test hangs.
/// </remarks>
internal sealed class Rounds(int cap, int total)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _go = NewRound();
    private int _left = total;
    private int _here;

    /// <summary>Rounds that were let go.</summary>
    public int Completed { get; private set; }

    /// <summary>One more is here.</summary>
    /// <returns>Completes when its round is full.</returns>
    public Task ArriveAsync()
    {
        TaskCompletionSource mine;
        lock (_gate)
        {
            mine = _go;
            _here++;
            if (_here < Math.Min(cap, _left))
            {
                return mine.Task;
            }

            _left -= _here;
            _here = 0;
            _go = NewRound();
            Completed++;
        }

        mine.SetResult();
        return mine.Task;
    }

    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
