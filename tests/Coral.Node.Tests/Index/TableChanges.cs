using Coral.Core.Index;
using Coral.Index.Events;

namespace Coral.Node.Tests.Index;

/// <summary>Tells when the tables of one node may have changed: after every event that comes with a change.</summary>
/// <remarks>
/// A request makes its sender known before it is answered, a response before its call ends, and a node is given up
/// before that is reported; all three in one go of the node's loop, so that who looks on the loop after the event sees
/// the change.
/// </remarks>
internal sealed class TableChanges : IIndexEvents
{
    private volatile TaskCompletionSource _next = NewSignal();

    /// <summary>Completes at the next event. To be taken before the tables are looked at.</summary>
    public Task NextAsync() => _next.Task;

    /// <inheritdoc />
    public void RequestAnswered(RpcType type) => Tell();

    /// <inheritdoc />
    public void RpcDone(RpcType type, RpcOutcome outcome, TimeSpan duration) => Tell();

    /// <inheritdoc />
    public void PeerLost(NodeContact peer, PeerLossReason reason) => Tell();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // On the loop of the node only: nobody else replaces the signal.
    private void Tell()
    {
        var told = _next;
        _next = NewSignal();
        told.SetResult();
    }
}
