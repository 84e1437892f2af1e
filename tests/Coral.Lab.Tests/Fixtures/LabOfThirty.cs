using Coral.Lab.Network;
using Coral.Transport.WideArea;

namespace Coral.Lab.Tests.Fixtures;

/// <summary>One lab of thirty nodes for the tests that need many: each asks for files of its own.</summary>
public sealed class LabOfThirty : IAsyncLifetime
{
    /// <summary>As the lab's own, with lines that make large files quick.</summary>
    private static readonly RegionMap Map = RegionMap.Parse(
        """
        new-york   new-york    4ms  10Gbit
        new-york   chicago    28ms  10Gbit
        new-york   frankfurt  88ms  10Gbit
        chicago    chicago     4ms  10Gbit
        chicago    frankfurt 108ms  10Gbit
        frankfurt  frankfurt   4ms  10Gbit
        origin     frankfurt  200Mbit
        """
    );

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public LabNetwork Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Lab = await LabNetwork.StartAsync(
            new LabOptions { Nodes = 30, Map = Map },
            TimeProvider.System,
            new Random(20040329),
            CancellationToken.None
        );
        await GatherAsync();
    }

    /// <summary>Starts those that a test has killed.</summary>
    public async Task ReviveAsync()
    {
        foreach (var dead in Lab.Nodes.Where(node => !node.IsUp))
        {
            await dead.StartAsync(TestContext.Current.CancellationToken);
            await dead.Joined.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until all are in the clusters of the map: who was started again is alone at first.</summary>
    public async Task GatherAsync() =>
        Assert.True(await new ClusterWatch(Lab, Map, TimeProvider.System).WaitAsync(Patience, CancellationToken.None));

    public ValueTask DisposeAsync() => Lab.DisposeAsync();
}
