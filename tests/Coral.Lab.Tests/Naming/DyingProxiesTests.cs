using Coral.Lab.Network;
using Coral.Lab.Stories;
using Coral.Lab.Tests.Fixtures;

namespace Coral.Lab.Tests.Naming;

/// <summary>
/// Name servers of real nodes, asked over UDP while proxies die; bench/lab.sh tells the same stories at full length.
/// </summary>
/// <remarks>
/// The ten seconds are asserted as they are, on a machine as busy as may be: a server that is slow in asking its
/// proxies names fewer of them, and not the dead for longer.
/// </remarks>
public sealed class DyingProxiesTests
{
    private const int Seed = 20040329;
    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 240_000)]
    public async Task Answer_KillsAtRandom_NamesNoProxyThatIsDeadForTenSeconds()
    {
        await using var lab = await StartAsync(new LabOptions());
        var plan = new DyingProxiesPlan { Kills = 10, DeadAtATime = 6 };
        var story = new DyingProxies(lab, plan, Clock, new Random(Seed));
        var figures = (await story.RunAsync(Token)).Figures(plan.Window);

        Assert.Equal(10, story.Kills);
        Assert.True(figures.Tried > 0, $"{figures}");
        Assert.True(figures.Late == 0, $"seed {Seed}: {string.Join(", ", figures.NamedFor)}");
        Assert.True(figures.Failed * 100 <= figures.Answers, $"{figures}");
    }

    [Fact(Timeout = 240_000)]
    public async Task Answer_AllProxiesOfAClusterDead_ComesFromTheNextLevel()
    {
        await using var lab = await StartAsync(new LabOptions { Settings = DyingClusters.ServerFirst });
        var plan = new DyingProxiesPlan();
        var story = new DyingClusters(lab, lab.Nodes[0], Clock);
        var figures = (await story.RunAsync(["new-york", "chicago", "frankfurt"], Token)).Figures(plan.Window);

        Assert.Equal(3, story.Turns.Count);
        Assert.True(figures.Tried > 0, $"{figures}");
        Assert.True(figures.Late == 0, string.Join(", ", figures.NamedFor));
    }

    private static async Task<LabNetwork> StartAsync(LabOptions options)
    {
        var lab = await TestLab.StartAsync(options with { Nodes = 12, HasDns = true });
        Assert.True(await new ClusterWatch(lab, LabMap.Default, Clock).WaitAsync(Patience, Token));
        return lab;
    }
}
