using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Fixtures.Cooperation;

/// <summary>
/// A node's index, which does nothing more once the node is dead; and keeps account of what it was told.
/// </summary>
internal sealed class MortalIndex(IContentIndex inner, TimeProvider clock) : IContentIndex
{
    public bool IsDead { get; set; }

    /// <summary>What walks end with, where it says so: for views of the index that differ from node to node.</summary>
    public Func<IReadOnlyList<NodeId>, LevelRange, GetOrPutResult?>? View { get; set; }

    /// <summary>How long a lookup takes.</summary>
    public TimeSpan LookupTime { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether puts are taken by nobody.</summary>
    public bool IsFull { get; set; }

    public int Lookups { get; private set; }

    public int Renewals { get; private set; }

    public int Forgotten { get; private set; }

    public List<(Key Key, Pointer Pointer, TimeSpan TimeToLive)> Puts { get; } = [];

    public async ValueTask<PutResult> PutAsync(
        Key key,
        ReadOnlyMemory<byte> value,
        TimeSpan timeToLive,
        LevelRange levels,
        CancellationToken cancellationToken
    )
    {
        await LiveAsync(cancellationToken);
        Puts.Add((key, Pointer.TryDecode(value.Span)!, timeToLive));
        return IsFull
            ? new PutResult([], default)
            : await inner.PutAsync(key, value, timeToLive, levels, cancellationToken);
    }

    public async ValueTask<GetResult> GetAsync(Key key, LevelRange levels, CancellationToken cancellationToken)
    {
        await LiveAsync(cancellationToken);
        return await inner.GetAsync(key, levels, cancellationToken);
    }

    public async ValueTask<GetOrPutResult> GetOrPutAsync(
        Key key,
        Lease lease,
        IReadOnlyList<NodeId> except,
        LevelRange levels,
        CancellationToken cancellationToken
    )
    {
        Lookups++;
        await LiveAsync(cancellationToken);
        return View?.Invoke(except, levels) ?? await inner.GetOrPutAsync(key, lease, except, levels, cancellationToken);
    }

    public async ValueTask RenewAsync(Key key, Lease lease, CancellationToken cancellationToken)
    {
        Renewals++;
        await LiveAsync(cancellationToken);
        await inner.RenewAsync(key, lease, cancellationToken);
    }

    public async ValueTask WithdrawAsync(Key key, CancellationToken cancellationToken)
    {
        Forgotten++;
        await LiveAsync(cancellationToken);
        await inner.WithdrawAsync(key, cancellationToken);
    }

    private async Task LiveAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(IsDead ? Timeout.InfiniteTimeSpan : LookupTime, clock, cancellationToken);
        if (IsDead)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
        }
    }
}
