using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index;
using Coral.Index.Routing;
using Coral.Simulation.Maps;

namespace Coral.Simulation.Nodes;

/// <summary>The filling of all nodes' routing tables to the state that long running leads to.</summary>
/// <remarks>
/// In the order of ids every bucket is one range, whose ends are found by bisection, and k nodes of it are drawn. A
/// level above 0 does the same among its cluster's members. The contacts count as settled, so that the first minutes of
/// a scenario do not replace them.
/// </remarks>
internal static class ConvergedTables
{
    public static void Fill(IndexNode[] nodes, ILatencyMap map, IndexNetworkSettings settings, Random random)
    {
        var places = Enumerable.Range(0, nodes.Length).ToArray();
        for (var level = (ClusterLevel)(settings.Levels - 1); level >= ClusterLevel.Global; level--)
        {
            var groups = places.GroupBy(p =>
                level == ClusterLevel.Global ? default : nodes[p].Peers.Clusters[level].Id
            );
            foreach (var group in groups)
            {
                var size = settings.Options.BucketSizeOf(level);
                FillGroup(nodes, [.. group.OrderBy(p => nodes[p].Contact.Id)], size, map, settings, random);
            }
        }
    }

    private static void FillGroup(
        IndexNode[] nodes,
        int[] sorted,
        int bucketSize,
        ILatencyMap map,
        IndexNetworkSettings settings,
        Random random
    )
    {
        foreach (var place in sorted)
        {
            // [low, high) are the nodes that share the bits so far; each step splits off the range of one bucket.
            var (low, high) = (0, sorted.Length);
            var self = nodes[place].Contact.Id.Point;
            for (var bit = 0; high - low > 1 && bit < Identifier.BitCount; bit++)
            {
                var middle = FirstWithBit(nodes, sorted, low, high, bit);
                var isHigh = Bit(self, bit);
                var bucket = isHigh ? (low, middle) : (middle, high);
                Pick(nodes, place, sorted, bucket, bucketSize, map, settings, random);
                (low, high) = isHigh ? (middle, high) : (low, middle);
            }
        }
    }

    private static void Pick(
        IndexNode[] nodes,
        int place,
        int[] sorted,
        (int Low, int High) bucket,
        int bucketSize,
        ILatencyMap map,
        IndexNetworkSettings settings,
        Random random
    )
    {
        var count = bucket.High - bucket.Low;
        var wanted = Math.Min(count, bucketSize);
        var chosen = new HashSet<int>();
        for (var i = count - wanted; i < count; i++)
        {
            // Floyd's sampling: each subset of the range is equally likely.
            var draw = random.Next(i + 1);
            var index = chosen.Add(draw) ? draw : i;
            chosen.Add(index);
            if (settings.MissingContacts == 0 || random.NextDouble() >= settings.MissingContacts)
            {
                var other = sorted[bucket.Low + index];
                var peer = nodes[place].Peers.Answered(nodes[other].Contact, nodes[other].Peers.Clusters);
                peer.FirstSeen = -IncumbentPolicy.Settled;
                peer.AnnouncedDigest = nodes[other].Peers.Clusters.Digest;
                peer.KnownDigest = nodes[place].Peers.Clusters.Digest;
                peer.AddRoundTrip(map.RoundTrip(place, other));
            }
        }
    }

    private static int FirstWithBit(IndexNode[] nodes, int[] sorted, int low, int high, int bit)
    {
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Bit(nodes[sorted[middle]].Contact.Id.Point, bit))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static bool Bit(Identifier point, int bit) =>
        (point ^ default(Identifier).Splice(point, bit)).LeadingZeroCount == bit;
}
