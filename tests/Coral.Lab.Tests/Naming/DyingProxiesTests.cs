using Coral.Lab.Network;
using Coral.Lab.Stories;
using Coral.Lab.Tests.Fixtures;

namespace Coral.Lab.Tests.Naming;

/// <summary>
/// Name servers of real nodes, asked over UDP while proxies die; bench/lab.sh tells the same story at full length.
/// </summary>
/// <remarks>
/// The ten seconds are asserted as they are, on a machine as busy as may be: a server that is slow in asking its
/// proxies names fewer of them, and not the dead for longer.
/// </remarks>
public sealed class DyingProxiesTests
{
    private const int Seed = 20040329;
    private static readonly TimeProvider Clock = TimeProvider.System;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 240_000)]
    public async Task Answer_KillsAtRandom_NamesNoProxyThatIsDeadForTenSeconds()
    {
        await using var lab = await TestLab.StartWithNamesAsync(new LabOptions());
        var plan = new DyingProxiesPlan { Kills = 10, DeadAtATime = 6 };
        var story = new DyingProxies(lab, plan, Clock, new Random(Seed));
        var figures = (await story.RunAsync(Token)).Figures(plan.Window);

        Assert.Equal(10, story.Kills);
        Assert.True(figures.Tried > 0, $"{figures}");
        Assert.True(figures.Late == 0, $"seed {Seed}: {string.Join(", ", figures.NamedFor)}");
        Assert.True(figures.Failed * 100 <= figures.Answers, $"{figures}");
    }
}
