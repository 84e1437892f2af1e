using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Simulation.Nodes;

/// <summary>The index of one cache, with a count of the puts.</summary>
/// <param name="index">The index that performs the operations.</param>
public sealed class CountedIndex(IContentIndex index) : IContentIndex
{
    /// <summary>The number of puts that have ended.</summary>
    public long Puts { get; private set; }

    /// <summary>The requests to other nodes that these puts took.</summary>
    public long PutCalls { get; private set; }

    /// <inheritdoc />
    public async ValueTask<PutResult> PutAsync(
        Key key,
        ReadOnlyMemory<byte> value,
        TimeSpan timeToLive,
        LevelRange levels,
        CancellationToken cancellationToken
    )
    {
        var result = await index.PutAsync(key, value, timeToLive, levels, cancellationToken);
        Puts++;
        PutCalls += result.Cost.Rpcs;
        return result;
    }

    /// <inheritdoc />
    public ValueTask<GetResult> GetAsync(Key key, LevelRange levels, CancellationToken cancellationToken) =>
        index.GetAsync(key, levels, cancellationToken);

    /// <inheritdoc />
    public ValueTask<GetOrPutResult> GetOrPutAsync(
        Key key,
        Lease lease,
        IReadOnlyList<NodeId> except,
        LevelRange levels,
        CancellationToken cancellationToken
    ) => index.GetOrPutAsync(key, lease, except, levels, cancellationToken);

    /// <inheritdoc />
    public ValueTask RenewAsync(Key key, Lease lease, CancellationToken cancellationToken) =>
        index.RenewAsync(key, lease, cancellationToken);

    /// <inheritdoc />
    public ValueTask WithdrawAsync(Key key, CancellationToken cancellationToken) =>
        index.WithdrawAsync(key, cancellationToken);
}
