using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>
/// Requests to other nodes. A node that does not answer is a <see langword="false"/>, never an exception.
/// </summary>
internal interface IIndexRpc
{
    /// <summary>Asks for contacts and values; <paramref name="answer"/> is filled when the result is true.</summary>
    Task<bool> FindAsync(NodeContact to, FindQuery query, FindAnswer answer);

    /// <summary>Asks to store; <paramref name="answer"/> is filled when the result is true.</summary>
    Task<bool> StoreAsync(NodeContact to, StoreCommand command, StoreAnswer answer);

    /// <summary>Asks whether a node is there, and still publishes its value for <paramref name="key"/>.</summary>
    Task<PingOutcome> PingAsync(NodeContact to, Key? key);

    /// <summary>Asks a node for its health.</summary>
    /// <returns><see langword="null"/> when it did not answer, or did not say.</returns>
    Task<NodeHealth?> AskHealthAsync(NodeContact to);

    /// <summary>The time after which a response is late, and another node is to be asked beside it.</summary>
    TimeSpan TimeoutFor(NodeContact to);
}
