using Coral.Index.Events;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>Waits for the event that a node has found its network.</summary>
internal sealed class JoinSignal : IIndexEvents
{
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the first response of another node.</summary>
    public Task Task => _joined.Task;

    /// <inheritdoc />
    public void Joined(int nodes, TimeSpan elapsed) => _joined.TrySetResult();
}
