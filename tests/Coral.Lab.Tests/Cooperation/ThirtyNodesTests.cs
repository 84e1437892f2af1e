using Coral.Lab.Crowd;
using Coral.Lab.Stories;
using Coral.Lab.Tests.Fixtures;
using Coral.Transport.WideArea;

namespace Coral.Lab.Tests.Cooperation;

/// <summary>Thirty whole nodes that fetch together; bench/lab.sh tells the same stories at full length.</summary>
public sealed class ThirtyNodesTests(LabOfThirty thirty) : IClassFixture<LabOfThirty>
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData(0.3)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Get_ByTwoHundredClientsOfAColdObject_FetchesFromTheOriginOnce(double delay)
    {
        await thirty.ReviveAsync();
        thirty.Lab.Origin.FirstByteDelay = TimeSpan.FromSeconds(delay);
        var result = await ColdCrowd.RunAsync(thirty.Lab, $"/41KB/cold-{delay * 10}", 200, Clock, Token);
        thirty.Lab.Origin.FirstByteDelay = TimeSpan.Zero;

        Assert.Equal("", result.Notes);
        Assert.Equal((200, 1), (result.Figures.Requests, result.OriginRequests));
    }

    [Theory(Timeout = 240_000)]
    [InlineData(0, Outage.Gone)]
    [InlineData(10 << 20, Outage.Killed)]
    public async Task Get_OfAnObjectThatADyingNodeFetches_IsWholeAndRightAtAllOthers(int afterBytes, Outage outage)
    {
        await thirty.ReviveAsync();
        thirty.Lab.Origin.FirstByteDelay = TimeSpan.FromSeconds(afterBytes == 0 ? 1 : 0);
        var plan = new KillPlan($"/20MB/kill-{afterBytes}-{outage}", Clients: 30, afterBytes, outage);
        var result = await KilledFetcher.RunAsync(thirty.Lab, plan, Clock, Token);
        thirty.Lab.Origin.FirstByteDelay = TimeSpan.Zero;

        Assert.Equal("", result.Notes);
        Assert.Equal(29, result.Figures.Requests);
        Assert.InRange(result.OriginRequests, 1, 2);
    }

    [Fact(Timeout = 240_000)]
    public async Task Get_OfAnythingWhileNodesComeAndGo_IsNeverWrong()
    {
        await thirty.ReviveAsync();
        var plan = new ChaosPlan { Requests = 110, Files = 20 };
        var chaos = new Chaos(thirty.Lab, plan, Clock, new Random(20040329));
        var result = await chaos.RunAsync(Token);

        Assert.Equal(10, chaos.Kills);
        Assert.Equal(0, result.Figures.Wrong);
        Assert.InRange(result.Figures.Requests, 55, 110);
    }

    [Fact(Timeout = 120_000)]
    public async Task Get_OfAnObjectThatANearNodeHas_ComesFromThere()
    {
        await thirty.ReviveAsync();
        await thirty.GatherAsync();
        var near = thirty.Lab.Nodes.Where(node => node.Region == "chicago").Take(2).ToList();
        await near[0].AssertServesAsync("/41KB/near");
        var result = await new FileFetch("/41KB/near", Clock).FromAsync(near[1], Token);

        Assert.Equal((FetchOutcome.Right, RequestSource.Level2), (result.Outcome, result.Source));
        Assert.Equal(1, thirty.Lab.Origin.CountOf("/41KB/near"));
    }
}
