using Coral.Core.Index;

namespace Coral.Index.Store;

/// <summary>One value of one key, and what its place among the others is.</summary>
/// <param name="owner">Who put it, and where a check reaches it.</param>
/// <param name="number">Its place in the order of first arrival.</param>
/// <param name="leaseId">The claim it came with; 0 for an ordinary put.</param>
internal sealed class StoredValue(NodeContact owner, uint number, ulong leaseId)
{
    public NodeContact Owner { get; set; } = owner;

    public uint Number { get; } = number;

    public ulong LeaseId { get; } = leaseId;

    public byte[] Bytes { get; set; } = [];

    public TimeSpan Expiry { get; set; }

    /// <summary>Until when a check that found its owner alive is believed.</summary>
    public TimeSpan AliveUntil { get; set; }
}
