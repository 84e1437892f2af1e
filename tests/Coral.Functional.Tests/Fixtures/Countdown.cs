namespace Coral.Functional.Tests.Fixtures;

/// <summary>An event that happens when it has been signalled a number of times. Thread-safe.</summary>
internal sealed class Countdown(int count)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = count;

    /// <summary>Completes with the last signal.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Counts one; more than <c>count</c> signals do no harm.</summary>
    public void Signal()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _reached.SetResult();
        }
    }
}
