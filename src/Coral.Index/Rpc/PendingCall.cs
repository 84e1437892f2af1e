using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Wire;

namespace Coral.Index.Rpc;

/// <summary>One request on its way, with all that is needed to send it again and to take the response in.</summary>
internal abstract class PendingCall(ulong transaction, NodeContact to, MessageType expected)
{
    private readonly TaskCompletionSource<bool> _completion = new();

    public ulong Transaction { get; } = transaction;

    public NodeContact To { get; } = to;

    /// <summary>The one type of message that answers it.</summary>
    public MessageType Expected { get; } = expected;

    /// <summary>The datagram as sent.</summary>
    public required ReadOnlyMemory<byte> Datagram { get; init; }

    /// <summary>Our cluster digest when it was sent.</summary>
    public required ulong ClusterDigest { get; init; }

    /// <summary>The wait of each try.</summary>
    public required TimeSpan Wait { get; init; }

    public required int TriesLeft { get; set; }

    public bool WasRepeated { get; set; }

    /// <summary>The time of the first try, on the node's clock.</summary>
    public TimeSpan StartedAt { get; set; }

    /// <summary>The time of the last try, on the node's clock.</summary>
    public TimeSpan SentAt { get; set; }

    /// <summary>True if the receiver did not know our clusters, and asked for them.</summary>
    public bool WasAskedForClusters { get; set; }

    /// <summary>True when answered, false when every try timed out. Continuations run at once, on the loop.</summary>
    public Task<bool> Task => _completion.Task;

    /// <summary>Reads the body of a response.</summary>
    /// <returns>Whether it was well-formed.</returns>
    public abstract bool TryRead(ref MapReader map);

    public void Complete(bool answered) => _completion.TrySetResult(answered);
}
