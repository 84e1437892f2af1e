using Coral.Lab.Crowd;
using Coral.Lab.Tests.Fixtures;

namespace Coral.Lab.Tests.Crowd;

public sealed class FlashCrowdTests
{
    private static readonly CrowdPlan Plan = new()
    {
        Files = 3,
        Size = "2KB",
        RequestsPerSecond = 20,
        Duration = TimeSpan.FromSeconds(1),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Run_OfAPlan_RequestsEveryFileFromEveryNodeAndCountsAll()
    {
        await using var lab = await TestLab.StartAsync(3);
        var crowd = new FlashCrowd(lab, Plan, TimeProvider.System, new Random(20040329));
        await crowd.RunAsync(Token);
        var figures = crowd.Figures;

        Assert.Equal((0, 0, 0), (figures.Failed, figures.Wrong, figures.Waiting));
        Assert.InRange(figures.Requests, 30, 100);
        Assert.Equal(figures.Requests, figures.BySource.Values.Sum());
        Assert.Equal(0, figures.From(RequestSource.Unknown));
        Assert.Equal(["/2KB/1", "/2KB/2", "/2KB/3"], lab.Origin.Requests.Select(r => r.Path).Distinct().Order());
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_OnALabWithADeadNode_RequestsFromTheOthers()
    {
        await using var lab = await TestLab.StartAsync(2);
        await lab.Nodes[1].KillAsync();
        var crowd = new FlashCrowd(lab, Plan, TimeProvider.System, new Random(20040329));
        await crowd.RunAsync(Token);

        Assert.Equal(0, crowd.Figures.Failed);
        Assert.All(lab.Origin.Requests, request => Assert.Equal(lab.Nodes[0].Address, request.From));
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_Cancelled_EndsWithItsClients()
    {
        await using var lab = await TestLab.StartAsync(1);
        lab.Origin.FirstByteDelay = TimeSpan.FromHours(1);
        using var cancellation = new CancellationTokenSource();
        lab.Origin.Requested += _ => cancellation.Cancel();
        var crowd = new FlashCrowd(lab, Plan, TimeProvider.System, new Random(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => crowd.RunAsync(cancellation.Token));
        Assert.Equal(0, crowd.Figures.Waiting);
    }
}
