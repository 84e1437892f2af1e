using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>One request in flight, with all that is needed to send it again and to read its response.</summary>
internal abstract class PendingCall(ulong transaction, NodeContact to, MessageType expected)
{
    private readonly TaskCompletionSource<bool> _completion = new();

    public ulong Transaction { get; } = transaction;

    public NodeContact To { get; } = to;

    /// <summary>The type of message that is its response.</summary>
    public MessageType Expected { get; } = expected;

    /// <summary>The datagram as sent.</summary>
    public required ReadOnlyMemory<byte> Datagram { get; init; }

    /// <summary>The digest of our clusters when the request was sent.</summary>
    public required ulong ClusterDigest { get; init; }

    /// <summary>The time to wait after each try.</summary>
    public required TimeSpan Wait { get; init; }

    public required int TriesLeft { get; set; }

    public bool WasRepeated { get; set; }

    /// <summary>The time of the first try, on the node's clock.</summary>
    public TimeSpan StartedAt { get; set; }

    /// <summary>The time of the last try, on the node's clock.</summary>
    public TimeSpan SentAt { get; set; }

    /// <summary>True if the receiver did not know our clusters, and asked for them.</summary>
    public bool RequestsClusters { get; set; }

    /// <summary>
    /// Completes with true when a response has come, with false when every try timed out. Continuations run at once, on
    /// the loop.
    /// </summary>
    public Task<bool> Task => _completion.Task;

    /// <summary>Reads the body of a response.</summary>
    /// <returns>Whether the body was well-formed.</returns>
    public abstract bool TryRead(ref MapReader map);

    public void Complete(bool answered) => _completion.TrySetResult(answered);
}
