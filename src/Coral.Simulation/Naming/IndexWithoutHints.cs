using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Simulation.Naming;

/// <summary>The index of a name server that neither leaves hints nor finds any.</summary>
internal sealed class IndexWithoutHints : IContentIndex
{
    private static readonly LookupCost Nowhere = new(0, 0, 1, TimeSpan.Zero);

    /// <inheritdoc />
    public ValueTask<PutResult> PutAsync(
        Key key,
        ReadOnlyMemory<byte> value,
        TimeSpan timeToLive,
        LevelRange levels,
        CancellationToken cancellationToken
    ) => ValueTask.FromResult(new PutResult([], Nowhere));

    /// <inheritdoc />
    public ValueTask<GetResult> GetAsync(Key key, LevelRange levels, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new GetResult([], ClusterLevel.Global, Nowhere));

    /// <inheritdoc />
    /// <exception cref="NotSupportedException">Name servers hold no leases.</exception>
    public ValueTask<GetOrPutResult> GetOrPutAsync(
        Key key,
        Lease lease,
        IReadOnlyList<NodeId> except,
        LevelRange levels,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    /// <inheritdoc />
    /// <exception cref="NotSupportedException">Name servers hold no leases.</exception>
    public ValueTask RenewAsync(Key key, Lease lease, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <inheritdoc />
    public ValueTask WithdrawAsync(Key key, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
