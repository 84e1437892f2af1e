using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>
/// Requests to other nodes. A node that does not respond is reported by <see langword="false"/>, never by an exception.
/// </summary>
internal interface IIndexRpc
{
    /// <summary>Sends a find; <paramref name="answer"/> is filled when the result is true.</summary>
    Task<bool> FindAsync(NodeContact to, FindQuery query, FindAnswer answer);

    /// <summary>Sends a store; <paramref name="answer"/> is filled when the result is true.</summary>
    Task<bool> StoreAsync(NodeContact to, StoreCommand command, StoreAnswer answer);

    /// <summary>
    /// Sends a ping, which checks that a node is there and still publishes its value for <paramref name="key"/>.
    /// </summary>
    Task<PingOutcome> PingAsync(NodeContact to, Key? key);

    /// <summary>Asks a node for its health.</summary>
    /// <returns><see langword="null"/> when it did not answer, or did not say.</returns>
    Task<NodeHealth?> AskHealthAsync(NodeContact to);

    /// <summary>The time after which a response is late, and another node is to be asked beside it.</summary>
    TimeSpan TimeoutFor(NodeContact to);
}
