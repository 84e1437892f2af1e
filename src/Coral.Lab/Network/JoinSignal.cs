using Coral.Index.Events;

namespace Coral.Lab.Network;

/// <summary>Waits for the event that a node has found its network, start after start.</summary>
internal sealed class JoinSignal : IIndexEvents
{
    private volatile TaskCompletionSource _joined = Unset();

    /// <summary>Completes with the first response of another node since the last <see cref="Reset"/>.</summary>
    public Task Task => _joined.Task;

    /// <summary>Waits for another start.</summary>
    public void Reset() => _joined = Unset();

    /// <inheritdoc />
    public void Joined(int nodes, TimeSpan elapsed) => _joined.TrySetResult();

    private static TaskCompletionSource Unset() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
