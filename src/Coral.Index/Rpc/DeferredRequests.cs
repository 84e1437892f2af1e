using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Index.Rpc;

/// <summary>
/// The requests that name unreachable holders: they wait until this node has tried those holders itself, and are then
/// handled.
/// </summary>
/// <remarks>Repetitions of a waiting request are dropped. Bounded. Owned by the node's loop.</remarks>
/// <param name="check">Pings the holders that a request names.</param>
internal sealed class DeferredRequests(HolderCheck check)
{
    private const int MaxCount = 1_024;

    private readonly HashSet<(NodeId Sender, ulong Transaction)> _waiting = [];

    /// <summary>True if a request must wait; it is then kept.</summary>
    /// <param name="request">The request, which is copied when it has to wait.</param>
    /// <param name="except">The holders that its sender could not reach, 20 bytes each.</param>
    public bool MustWait(scoped IncomingRequest request, Key key, ClusterLevel level, scoped ReadOnlySpan<byte> except)
    {
        var name = (request.Sender.Id, request.Transaction);
        if (_waiting.Contains(name) || _waiting.Count >= MaxCount)
        {
            return true;
        }

        if (except.IsEmpty || !check.IsNeeded(key, level, except))
        {
            return false;
        }

        _waiting.Add(name);
        _ = ResumeAsync(
            check.RunAsync(key, level, except),
            name,
            request.Receiver,
            request.Sender.Address,
            request.Message.ToArray()
        );
        return true;
    }

    private async Task ResumeAsync(
        Task checks,
        (NodeId Sender, ulong Transaction) name,
        RequestReceiver receiver,
        NodeAddress source,
        byte[] message
    )
    {
        await checks;
        _waiting.Remove(name);
        receiver.Resume(source, message);
    }
}
