using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>
/// Requests to any node, this one included: requests to this node are handled at once, by the code that handles those
/// of others.
/// </summary>
/// <param name="self">This node, whose requests stay local.</param>
/// <param name="others">Sends requests to other nodes.</param>
/// <param name="find">Handles this node's own finds.</param>
/// <param name="store">Handles this node's own stores.</param>
internal sealed class LoopbackRpc(LocalNode self, IIndexRpc others, FindOperation find, StoreOperation store)
    : IIndexRpc
{
    private ulong _transaction;

    /// <inheritdoc />
    public Task<bool> FindAsync(NodeContact to, FindQuery query, FindAnswer answer)
    {
        if (to.Id != self.Id)
        {
            return others.FindAsync(to, query, answer);
        }

        find.Answer(Myself(), query.ToRequest(paddingBytes: 0), answer);
        return Task.FromResult(true);
    }

    /// <inheritdoc />
    public Task<bool> StoreAsync(NodeContact to, StoreCommand command, StoreAnswer answer)
    {
        if (to.Id != self.Id)
        {
            return others.StoreAsync(to, command, answer);
        }

        store.Answer(Myself(), command.ToRequest(), answer);
        return Task.FromResult(true);
    }

    /// <inheritdoc />
    public Task<PingOutcome> PingAsync(NodeContact to, Key? key) => others.PingAsync(to, key);

    /// <inheritdoc />
    public Task<NodeHealth?> AskHealthAsync(NodeContact to) => others.AskHealthAsync(to);

    /// <inheritdoc />
    public TimeSpan TimeoutFor(NodeContact to) => others.TimeoutFor(to);

    private Caller Myself() => new(self.Contact, ++_transaction, SharesCluster: true);
}
