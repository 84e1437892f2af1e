using Coral.Core.Index;

namespace Coral.Index.Store;

/// <summary>One value of one key, and its place among the others.</summary>
/// <param name="owner">The node that put the value, and the address for checks of it.</param>
/// <param name="number">The value's place in the order of first arrival.</param>
/// <param name="leaseId">The lease that the value came with; 0 for an ordinary put.</param>
internal sealed class StoredValue(NodeContact owner, uint number, ulong leaseId)
{
    public NodeContact Owner { get; set; } = owner;

    public uint Number { get; } = number;

    public ulong LeaseId { get; } = leaseId;

    public byte[] Bytes { get; set; } = [];

    public TimeSpan Expiry { get; set; }

    /// <summary>The time until which the last check that found the owner alive counts.</summary>
    public TimeSpan AliveUntil { get; set; }
}
