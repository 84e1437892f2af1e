using Coral.Core.Identity;

namespace Coral.Core.Index;

/// <summary>The index of content: soft state, several values a key, each with a time to live.</summary>
/// <remarks>
/// Not a hash table: a get returns some of the values, a put may be turned away from a key that has plenty. Peers that
/// do not answer are daily life and never an exception. Safe to call from any thread.
/// </remarks>
public interface IContentIndex
{
    /// <summary>Leaves a value near the key, at each of <paramref name="levels"/>.</summary>
    /// <remarks>
    /// The same bytes again start their time anew. Other bytes are another value; but where a lease of this node stands
    /// (<see cref="GetOrPutAsync"/>), they take its place and its rank: its short life becomes a long one.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The value is longer than <see cref="IndexValue.MaxBytes"/>, or the time not positive.
    /// </exception>
    ValueTask<PutResult> PutAsync(
        Key key,
        ReadOnlyMemory<byte> value,
        TimeSpan timeToLive,
        LevelRange levels,
        CancellationToken cancellationToken
    );

    /// <summary>Looks for values, nearest level first, and ends at the first node that has any.</summary>
    ValueTask<GetResult> GetAsync(Key key, LevelRange levels, CancellationToken cancellationToken);

    /// <summary>
    /// Looks up and takes a lease in one lookup: one caller learns that it is first, all others which nodes to follow.
    /// </summary>
    /// <param name="key">The key of the content to fetch.</param>
    /// <param name="lease">
    /// The caller's lease. Be ready to be followed before the call: others may find the lease while it runs.
    /// </param>
    /// <param name="except">
    /// Nodes that the caller could not reach, at most 8. A value of theirs is dropped only when the node that stores it
    /// cannot reach them either, or hears from them that they no longer stand by it; else it comes back as alive.
    /// </param>
    /// <param name="levels">The levels to visit; the lease is decided at level 0 only.</param>
    /// <param name="cancellationToken">Ends the wait; what has been stored stands until its time is over.</param>
    ValueTask<GetOrPutResult> GetOrPutAsync(
        Key key,
        Lease lease,
        IReadOnlyList<NodeId> except,
        LevelRange levels,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Starts the time of a lease anew wherever it is stored: every 7 s while the fetch lasts.
    /// </summary>
    ValueTask RenewAsync(Key key, Lease lease, CancellationToken cancellationToken);

    /// <summary>Says that this node no longer has what its value for <paramref name="key"/> points to.</summary>
    /// <remarks>
    /// From now on the node denies the value when it is asked; copies elsewhere are removed as far as they are known.
    /// </remarks>
    ValueTask WithdrawAsync(Key key, CancellationToken cancellationToken);
}
