using Coral.Core.Index;

namespace Coral.Index.Store;

/// <summary>One value of one key, and its place among the others.</summary>
/// <param name="owner">The node that put it, and where a check reaches it.</param>
/// <param name="number">Its place in the order of first arrival.</param>
/// <param name="leaseId">The lease it came with; 0 for an ordinary put.</param>
internal sealed class StoredValue(NodeContact owner, uint number, ulong leaseId)
{
    public NodeContact Owner { get; set; } = owner;

    public uint Number { get; } = number;

    public ulong LeaseId { get; } = leaseId;

    public byte[] Bytes { get; set; } = [];

    public TimeSpan Expiry { get; set; }

    /// <summary>The end of the time in which a check that found its owner alive counts.</summary>
    public TimeSpan AliveUntil { get; set; }
}
