using Coral.Core.Identity;
using Coral.Index.Routing;
using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Routing;

public sealed class RoutingTableTests
{
    private const int Seed = 8;

    [Fact]
    public void Nearest_ForAnyTarget_AgreesWithSortingAllContacts()
    {
        var random = new Random(Seed);
        var self = new NodeId(Points.Draw(random));
        var table = new RoutingTable(self, bucketSize: 8, wholeSize: 8);
        for (var i = 0; i < 500; i++)
        {
            table.Add(new Peer(Points.Draw(random, (uint)i), default), default);
        }

        var all = All(table);
        var nearest = new NearestPeers(20);
        for (var i = 0; i < 500; i++)
        {
            // Half of the targets near ourselves, where the deep buckets are.
            var target = i % 2 == 0 ? Points.Draw(random) : Points.Draw(random).Splice(self.Point, random.Next(161));
            var count = random.Next(1, 21);
            table.Nearest(target, nearest, count);

            var expected = all.OrderBy(p => XorDistance.Between(target, p.Id.Point)).Take(count).Select(p => p.Id);
            Assert.Equal(expected, Enumerable.Range(0, nearest.Count).Select(n => nearest[n].Id));
        }

        Assert.Equal(all.Count, table.Count);
    }

    [Fact]
    public void Nearest_OfAWarmTable_AllocatesNothing()
    {
        var random = new Random(Seed);
        var table = new RoutingTable(new NodeId(Points.Draw(random)), bucketSize: 8, wholeSize: 8);
        for (var i = 0; i < 100; i++)
        {
            table.Add(new Peer(Points.Draw(random, (uint)i), default), default);
        }

        var nearest = new NearestPeers(20);
        table.Nearest(default, nearest, 8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        table.Nearest(Identifier.MaxValue, nearest, 8);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Buckets_HoldThoseWithTheirCommonPrefixLength_AndNoMoreThanK()
    {
        var random = new Random(Seed);
        var self = new NodeId(Points.Draw(random));
        var table = new RoutingTable(self, bucketSize: 8, wholeSize: 8);
        for (var i = 0; i < 2_000; i++)
        {
            table.Add(new Peer(Points.Draw(random, (uint)i), default), default);
        }

        for (var bits = 0; bits < table.Depth; bits++)
        {
            var bucket = table.Bucket(bits);
            Assert.InRange(bucket?.Count ?? 0, 0, 8);
            for (var i = 0; i < (bucket?.Count ?? 0); i++)
            {
                Assert.Equal(bits, XorDistance.Between(self.Point, bucket![i].Id.Point).CommonPrefixLength);
            }
        }
    }

    [Fact]
    public void Add_Itself_IsIgnored()
    {
        var self = Points.Node(14);
        var table = new RoutingTable(self.Id, bucketSize: 8, wholeSize: 8);
        table.Add(new Peer(self, default), default);

        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void Remove_FromAFullBucket_LetsTheNextStepIn()
    {
        var table = new RoutingTable(Points.Node(0).Id, bucketSize: 2, wholeSize: 2);
        for (var number = 8UL; number < 12; number++)
        {
            table.Add(new Peer(Points.Node(number), default), default);
        }

        table.Remove(Points.Node(8).Id);

        Assert.Equal(2, table.Count);
        Assert.Equal([Points.Node(9).Id, Points.Node(11).Id], All(table).Select(p => p.Id));
    }

    [Fact]
    public void Add_MuchNearerNodeToAFullYoungBucket_TakesTheSlowestPlace()
    {
        var table = new RoutingTable(Points.Node(0).Id, bucketSize: 2, wholeSize: 2);
        table.Add(Peer(8, 100), default);
        table.Add(Peer(9, 300), default);

        table.Add(Peer(10, 140), TimeSpan.FromMinutes(1));
        Assert.False(table.Contains(Points.Node(9).Id));
        table.Add(Peer(11, 1), TimeSpan.FromHours(2));
        Assert.False(table.Contains(Points.Node(11).Id));

        static Peer Peer(ulong number, int roundTripMs)
        {
            var peer = new Peer(Points.Node(number), default);
            peer.AddRoundTrip(TimeSpan.FromMilliseconds(roundTripMs));
            return peer;
        }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(1_000)]
    public void EstimateSize_OverManyNodes_IsRightOnAverage(int size)
    {
        var random = new Random(Seed);
        var estimates = new List<double>();
        for (var run = 0; run < 40; run++)
        {
            var table = new RoutingTable(new NodeId(Points.Draw(random)), bucketSize: 8, wholeSize: 8);
            for (var i = 1; i < size; i++)
            {
                table.Add(new Peer(Points.Draw(random, (uint)i), default), default);
            }

            estimates.Add(table.EstimateSize());
        }

        Assert.InRange(estimates.Average(), 0.75 * size, 1.25 * size);
    }

    private static List<Peer> All(RoutingTable table)
    {
        var all = new List<Peer>();
        for (var bits = 0; bits < table.Depth; bits++)
        {
            for (var i = 0; i < (table.Bucket(bits)?.Count ?? 0); i++)
            {
                all.Add(table.Bucket(bits)![i]);
            }
        }

        return all;
    }
}
