using Coral.Lab.Network;
using Coral.Lab.Stories;
using Coral.Lab.Tests.Fixtures;

namespace Coral.Lab.Tests.Naming;

/// <summary>
/// A name server of a real node, asked over UDP while all proxies of one region after the other die; bench/lab.sh tells
/// the same story at full length.
/// </summary>
public sealed class DyingClustersTests
{
    [Fact(Timeout = 240_000)]
    public async Task Answer_AllProxiesOfAClusterDead_ComesFromTheNextLevel()
    {
        await using var lab = await TestLab.StartWithNamesAsync(
            new LabOptions { Settings = DyingClusters.ServerFirst }
        );
        var plan = new DyingProxiesPlan();
        var story = new DyingClusters(lab, lab.Nodes[0], TimeProvider.System);
        var figures = (
            await story.RunAsync(["new-york", "chicago", "frankfurt"], TestContext.Current.CancellationToken)
        ).Figures(plan.Window);

        Assert.Equal(3, story.Turns.Count);
        Assert.True(figures.Tried > 0, $"{figures}");
        Assert.True(figures.Late == 0, string.Join(", ", figures.NamedFor));
    }
}
