using Coral.Transport.WideArea;

namespace Coral.Lab.Tests.Fixtures;

/// <summary>One lab of thirty nodes for the tests that need many: each asks for files of its own.</summary>
public sealed class LabOfThirty : IAsyncLifetime
{
    /// <summary>As the lab's own, with lines that make large files quick.</summary>
    private const string Map = """
        new-york   new-york    4ms  10Gbit
        new-york   chicago    28ms  10Gbit
        new-york   frankfurt  88ms  10Gbit
        chicago    chicago     4ms  10Gbit
        chicago    frankfurt 108ms  10Gbit
        frankfurt  frankfurt   4ms  10Gbit
        origin     frankfurt  200Mbit
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public LabNetwork Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var map = RegionMap.Parse(Map);
        Lab = await LabNetwork.StartAsync(
            new LabOptions { Nodes = 30, Map = map },
            TimeProvider.System,
            new Random(20040329),
            CancellationToken.None
        );
        Assert.True(await new ClusterWatch(Lab, map, TimeProvider.System).WaitAsync(Patience, CancellationToken.None));
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

    public ValueTask DisposeAsync() => Lab.DisposeAsync();
}
