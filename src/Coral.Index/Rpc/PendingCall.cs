using Coral.Core.Index;
using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>One request on its way, with all that is needed to send it again and to take the answer in.</summary>
internal sealed class PendingCall(ulong transaction, NodeContact to, MessageType expected, object answer)
{
    private readonly TaskCompletionSource<bool> _completion = new();

    public ulong Transaction { get; } = transaction;

    public NodeContact To { get; } = to;

    /// <summary>The one type of message that answers it.</summary>
    public MessageType Expected { get; } = expected;

    /// <summary>What the answer is read into.</summary>
    public object Answer { get; } = answer;

    /// <summary>The datagram as sent.</summary>
    public required ReadOnlyMemory<byte> Datagram { get; init; }

    /// <summary>Our cluster digest when it was sent.</summary>
    public required ulong ClusterDigest { get; init; }

    /// <summary>How long each try waits.</summary>
    public required TimeSpan Wait { get; init; }

    public int TriesLeft { get; set; }

    public bool WasRepeated { get; set; }

    public TimeSpan SentAt { get; set; }

    /// <summary>Whether the receiver did not know our clusters, and asked for them.</summary>
    public bool WasAskedForClusters { get; set; }

    /// <summary>True when answered, false when every try timed out. Continuations run at once, on the loop.</summary>
    public Task<bool> Task => _completion.Task;

    public void Complete(bool answered) => _completion.TrySetResult(answered);
}
