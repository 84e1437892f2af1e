using Coral.Core.Index;

namespace Coral.Core.Tests.Index;

/// <summary>What every <see cref="INodeDirectory"/> promises. Each implementation derives one class.</summary>
public abstract class NodeDirectoryConformance
{
    [Fact]
    public void Levels_AreNumberedFromTheWholeNetworkUp() =>
        Run(
            (directory, _) =>
            {
                var levels = directory.Levels();

                Assert.Equal(Enumerable.Range(0, levels.Count), levels.Select(l => (int)l.Level));
                Assert.Equal(default, levels[0].ClusterId);
                Assert.Equal(Timeout.InfiniteTimeSpan, levels[0].Diameter);
                Assert.All(levels, l => Assert.True(l.SizeEstimate >= 1));
                return Task.CompletedTask;
            }
        );

    [Fact]
    public void Nodes_WithoutACondition_AreThoseKnown() =>
        Run(
            async (directory, known) =>
            {
                var nodes = await directory.NodesAsync(ClusterLevel.Global, 100, null, NodeServices.None, default);

                Assert.Equal(known.Order(ById), nodes.Order(ById));
            }
        );

    [Fact]
    public void Nodes_WithACount_AreNoMore() =>
        Run(
            async (directory, _) =>
                Assert.Single(await directory.NodesAsync(ClusterLevel.Global, 1, null, NodeServices.None, default))
        );

    [Fact]
    public void Nodes_WithServices_OfferAllOfThem() =>
        Run(
            async (directory, known) =>
            {
                var wanted = NodeServices.Http | NodeServices.Dns;
                var nodes = await directory.NodesAsync(ClusterLevel.Global, 100, null, wanted, default);

                Assert.Equal(known.Where(n => n.Ports.Offer(wanted)).Order(ById), nodes.Order(ById));
                Assert.NotEmpty(nodes);
            }
        );

    /// <summary>Builds a directory that knows several nodes, at least one with HTTP and DNS and one without.</summary>
    protected abstract void Run(Func<INodeDirectory, IReadOnlyList<NodeContact>, Task> story);

    private static readonly Comparer<NodeContact> ById = Comparer<NodeContact>.Create((a, b) => a.Id.CompareTo(b.Id));
}
