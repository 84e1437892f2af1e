using Coral.Core.Identity;
using Coral.Index.Clusters;

namespace Coral.Index.Tests.Clusters;

public class ClusterSampleTests
{
    [Fact]
    public void Add_MoreThanItHolds_DropsThoseDrawnLongestAgo()
    {
        var sample = new ClusterSample();
        for (var i = 1; i <= ClusterSample.Capacity + 5; i++)
        {
            sample.Add(Node(i), TimeSpan.FromSeconds(i));
        }

        var members = sample.Members(TimeSpan.FromMinutes(2)).ToList();
        Assert.Equal(ClusterSample.Capacity, members.Count);
        Assert.Equal(Node(6), members[0]);
    }

    [Fact]
    public void Add_Again_CountsOnceAndLastsLonger()
    {
        var sample = new ClusterSample();
        sample.Add(Node(1), TimeSpan.Zero);
        sample.Add(Node(2), TimeSpan.Zero);
        sample.Add(Node(1), TimeSpan.FromMinutes(30));

        Assert.Equal([Node(2), Node(1)], sample.Members(TimeSpan.FromMinutes(60)));
        Assert.Equal([Node(1)], sample.Members(TimeSpan.FromMinutes(61)));
        Assert.Empty(sample.Members(TimeSpan.FromMinutes(91)));
    }

    private static NodeId Node(int number) => new(Identifier.FromNumber((ulong)number));
}
