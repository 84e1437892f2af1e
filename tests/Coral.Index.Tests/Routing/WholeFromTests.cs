using Coral.Core.Identity;
using Coral.Index.Routing;
using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Routing;

public sealed class WholeFromTests
{
    [Fact]
    public void WholeFrom_AtAnySize_LeavesFewerThanABucketBehindIt()
    {
        var random = new Random(3);
        var table = new RoutingTable(new NodeId(Points.Draw(random)), bucketSize: 8, wholeSize: 8);
        Assert.Equal(0, table.WholeFrom);
        for (uint i = 0; i < 300; i++)
        {
            table.Add(new Peer(Points.Draw(random, i), default), default);
            var behind = Enumerable.Range(0, table.Depth).Where(b => b >= table.WholeFrom);

            Assert.InRange(behind.Sum(b => table.Bucket(b)?.Count ?? 0), 0, 7);
        }

        Assert.InRange(table.WholeFrom, 4, 7);
    }
}
