using Coral.Core.Identity;

namespace Coral.Index.Routing;

/// <summary>
/// The members of one cluster that this node knows: few of those far in the id space, all of those next to it.
/// </summary>
/// <remarks>
/// Bucket i holds contacts that share exactly i leading bits with this node. Only nodes that have responded enter.
/// Owned by the node's loop.
/// </remarks>
/// <param name="self">The id that prefix lengths are measured against.</param>
/// <param name="bucketSize">The capacity of one bucket, in contacts.</param>
/// <param name="wholeSize">Contacts nearest to this node that count as all known: see <see cref="WholeFrom"/>.</param>
internal sealed class RoutingTable(NodeId self, int bucketSize, int wholeSize)
{
    private KBucket?[] _buckets = new KBucket?[16];

    /// <summary>Contacts in all buckets.</summary>
    public int Count { get; private set; }

    /// <summary>Buckets that exist, empty ones in between counted.</summary>
    public int Depth { get; private set; }

    /// <summary>The bucket of the contacts that share <paramref name="prefixLength"/> leading bits with us.</summary>
    public KBucket? Bucket(int prefixLength) => prefixLength < Depth ? _buckets[prefixLength] : null;

    /// <summary>
    /// The first bucket from which on few enough contacts are left that a lookup of this node's id finds them all.
    /// </summary>
    public int WholeFrom
    {
        get
        {
            var (first, known) = (Depth, 0);
            while (first > 0 && (known += _buckets[first - 1]?.Count ?? 0) < wholeSize)
            {
                first--;
            }

            return first;
        }
    }

    /// <summary>Members of the cluster, judged by how full the deepest buckets are; this node counts.</summary>
    /// <remarks>
    /// A full bucket i stands for a 2^-(i+1) share of the space of which we know only k; the first bucket that is not
    /// full, and all behind it, are known completely, and stand for a 2^-i share.
    /// </remarks>
    public int EstimateSize()
    {
        var first = 0;
        while (first < Depth && _buckets[first]?.Count >= bucketSize)
        {
            first++;
        }

        var known = 1;
        for (var i = first; i < Depth; i++)
        {
            known += _buckets[i]?.Count ?? 0;
        }

        return (int)Math.Min(int.MaxValue, known * Math.Pow(2, first));
    }

    /// <summary>Adds a node that has responded.</summary>
    public void Add(Peer peer, TimeSpan now)
    {
        var index = XorDistance.Between(self.Point, peer.Id.Point).CommonPrefixLength;
        if (index == Identifier.BitCount)
        {
            return;
        }

        if (index >= _buckets.Length)
        {
            Array.Resize(ref _buckets, Math.Min(Identifier.BitCount, index + 8));
        }

        var bucket = _buckets[index] ??= new KBucket();
        var before = bucket.Count;
        bucket.Add(peer, bucketSize, now);
        Count += bucket.Count - before;
        Depth = Math.Max(Depth, index + 1);
    }

    /// <summary>True if <paramref name="id"/> has a place.</summary>
    public bool Contains(NodeId id) =>
        Bucket(XorDistance.Between(self.Point, id.Point).CommonPrefixLength) is { } bucket && bucket.Contains(id);

    /// <summary>Removes a node.</summary>
    public void Remove(NodeId id)
    {
        if (Bucket(XorDistance.Between(self.Point, id.Point).CommonPrefixLength) is { } bucket)
        {
            var before = bucket.Count;
            bucket.Remove(id);
            Count += bucket.Count - before;
        }
    }

    /// <summary>
    /// Fills <paramref name="nearest"/> with the contacts nearest to <paramref name="target"/>. Allocates nothing.
    /// </summary>
    /// <remarks>
    /// In the order in which distance grows: the bucket that the target falls into, then all deeper ones together, then
    /// the others upwards one by one. Ends as soon as enough are found.
    /// </remarks>
    public void Nearest(Identifier target, NearestPeers nearest, int count)
    {
        nearest.Reset(target, count);
        var shared = XorDistance.Between(self.Point, target).CommonPrefixLength;
        Offer(shared, nearest);
        if (nearest.IsFull)
        {
            return;
        }

        for (var i = shared + 1; i < Depth; i++)
        {
            Offer(i, nearest);
        }

        for (var i = Math.Min(shared, Depth) - 1; i >= 0 && !nearest.IsFull; i--)
        {
            Offer(i, nearest);
        }
    }

    private void Offer(int index, NearestPeers nearest)
    {
        if (Bucket(index) is not { } bucket)
        {
            return;
        }

        for (var i = 0; i < bucket.Count; i++)
        {
            nearest.Offer(bucket[i]);
        }
    }
}
