using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>
/// Fills the routing tables by lookups of this node's own id, and of a point in each bucket that has room.
/// </summary>
/// <remarks>Owned by the node's loop.</remarks>
/// <param name="context">The node whose tables are filled.</param>
/// <param name="random">Draws the points to look up.</param>
internal sealed class TableRefresh(LookupContext context, Random random)
{
    /// <summary>
    /// Looks this node up from another node's tables, then, at every level, this node and a point in each bucket with
    /// room.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (context.Peers.AnyPeer(random) is { } outsider)
        {
            await LookUpSelfFromAsync(outsider.Contact, cancellationToken);
        }

        for (var level = (ClusterLevel)(context.Peers.Levels - 1); level >= ClusterLevel.Global; level--)
        {
            await LookUpSelfAsync(level, cancellationToken);
            var table = context.Peers.Table(level);
            for (var bucket = 0; bucket < table.WholeFrom; bucket++)
            {
                if (table.Bucket(bucket)?.Count < context.Options.BucketSizeOf(level))
                {
                    await ExploreAsync(level, PointIn(bucket), cancellationToken);
                }
            }
        }
    }

    /// <summary>Looks this node up from the tables of another node, at level 0.</summary>
    public Task LookUpSelfFromAsync(NodeContact entry, CancellationToken cancellationToken) =>
        QueryEngine.RunAsync(
            new OutsideQuery(context, entry, cancellationToken),
            CallWindow.Single(context),
            CancellationToken.None
        );

    /// <summary>
    /// Looks this node up at a level, so that the members nearest to it and this node learn of each other.
    /// </summary>
    public Task LookUpSelfAsync(ClusterLevel level, CancellationToken cancellationToken) =>
        ExploreAsync(level, context.Self.Id.Point, cancellationToken);

    /// <summary>Looks a point up, and pings the nodes named on the way that the tables have room for.</summary>
    /// <remarks>
    /// A lookup of this node goes on until no new node is named: neighbours must all know each other, or a key between
    /// them has two closest nodes.
    /// </remarks>
    private async Task ExploreAsync(ClusterLevel level, Identifier target, CancellationToken cancellationToken)
    {
        var lookup = new IterativeLookup(context, new Key(target));
        var question = FindQuery.ForNodes(level, target);
        await lookup.QueryLevelAsync(question, (_, _) => false, cancellationToken);
        if (target == context.Self.Id.Point)
        {
            await lookup.QueryClosestAsync(question, context.Options.BucketSize + 1, cancellationToken);
        }

        foreach (var candidate in lookup.Shortlist.Nearest(2 * context.Options.BucketSize))
        {
            if (candidate.State == CandidateState.New && context.Peers.HasPlaceFor(candidate.Contact.Id, level))
            {
                await context.Rpc.PingAsync(candidate.Contact, key: null);
            }
        }
    }

    /// <summary>A random point that shares exactly <paramref name="prefixLength"/> leading bits with us.</summary>
    private Identifier PointIn(int prefixLength)
    {
        Span<byte> bytes = stackalloc byte[Identifier.ByteCount];
        random.NextBytes(bytes);
        var self = context.Self.Id.Point;
        var other = self ^ Identifier.MaxValue;
        return Identifier.Read(bytes).Splice(other, prefixLength + 1).Splice(self, prefixLength);
    }
}
