using Coral.Core.Identity;

namespace Coral.Core.Index;

/// <summary>A value as the index returns it.</summary>
/// <param name="Owner">The node that put it.</param>
/// <param name="Bytes">What was put: opaque to the index.</param>
/// <param name="Remaining">How long it will still be there, at the most.</param>
/// <param name="IsAlive">
/// Its owner was among the nodes that the caller could not reach, and the storing node has just reached it.
/// </param>
public sealed record IndexValue(NodeId Owner, ReadOnlyMemory<byte> Bytes, TimeSpan Remaining, bool IsAlive)
{
    /// <summary>Longest value that the index takes, in bytes.</summary>
    public const int MaxBytes = 256;
}
