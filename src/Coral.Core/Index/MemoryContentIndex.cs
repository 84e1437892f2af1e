using Coral.Core.Identity;

namespace Coral.Core.Index;

/// <summary>
/// The index in memory: for a node of one, and for testing what stands on the seam without a network.
/// </summary>
/// <param name="self">The node this is the index of.</param>
/// <param name="network">The state shared with the other nodes' indexes; a new one for a node alone.</param>
public sealed class MemoryContentIndex(NodeId self, MemoryIndexNetwork network) : IContentIndex
{
    private static readonly LookupCost NoLookup = new(0, 0, 1, TimeSpan.Zero);

    /// <inheritdoc />
    public ValueTask<PutResult> PutAsync(
        Key key,
        ReadOnlyMemory<byte> value,
        TimeSpan timeToLive,
        LevelRange levels,
        CancellationToken cancellationToken
    )
    {
        Check(value, timeToLive);
        network.Put(key, self, value, timeToLive);
        var stored = new List<ClusterLevel>();
        for (var level = levels.Nearest; level >= levels.Farthest; level--)
        {
            stored.Add(level);
        }

        return ValueTask.FromResult(new PutResult(stored, NoLookup));
    }

    /// <inheritdoc />
    public ValueTask<GetResult> GetAsync(Key key, LevelRange levels, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new GetResult(network.Get(key), levels.Farthest, NoLookup));

    /// <inheritdoc />
    public ValueTask<GetOrPutResult> GetOrPutAsync(
        Key key,
        Lease lease,
        IReadOnlyList<NodeId> except,
        LevelRange levels,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(except);
        Check(lease.Value, lease.TimeToLive);
        var before = network.GetOrPut(key, self, lease, except);
        var outcome = before.Count == 0 ? GetOrPutOutcome.First : GetOrPutOutcome.Found;
        if (outcome == GetOrPutOutcome.First)
        {
            lease.ReachedGlobal?.Invoke();
        }

        return ValueTask.FromResult(new GetOrPutResult(outcome, before, levels.Farthest, NoLookup));
    }

    /// <inheritdoc />
    public ValueTask RenewAsync(Key key, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        network.Renew(key, self, lease);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask WithdrawAsync(Key key, CancellationToken cancellationToken)
    {
        network.Forget(key, self);
        return ValueTask.CompletedTask;
    }

    private static void Check(ReadOnlyMemory<byte> value, TimeSpan timeToLive)
    {
        if (value.Length > IndexValue.MaxBytes)
        {
            throw new ArgumentException($"A value has at most {IndexValue.MaxBytes} bytes.", nameof(value));
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeToLive, TimeSpan.Zero);
    }
}
