using Coral.Core.Identity;

namespace Coral.Core.Index;

/// <summary>A value as the index returns it.</summary>
/// <param name="Owner">The node that put the value.</param>
/// <param name="Bytes">The value, opaque to the index.</param>
/// <param name="Remaining">The rest of its time to live, at the most.</param>
/// <param name="IsAlive">
/// Its owner was among the nodes that the caller could not reach, and the storing node has just reached it.
/// </param>
public sealed record IndexValue(NodeId Owner, ReadOnlyMemory<byte> Bytes, TimeSpan Remaining, bool IsAlive)
{
    /// <summary>Longest value that the index takes, in bytes.</summary>
    public const int MaxBytes = 256;
}
