using System.Diagnostics;
using System.Net;
using Coral.Caching.Store;
using Coral.Lab.Network;
using Coral.Lab.Tests.Fixtures;
using Coral.Transport.WideArea;

namespace Coral.Lab.Tests.Network;

/// <summary>Real nodes on real sockets.</summary>
public sealed class LabNetworkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Start_OfNodesInRegions_ServesTheFilesAndFormsTheClustersOfTheMap()
    {
        await using var lab = await TestLab.StartAsync(new LabOptions { Nodes = 6 });
        var formed = await new ClusterWatch(lab, LabMap.Default, TimeProvider.System).WaitAsync(Patience, Token);
        await Task.WhenAll(lab.Nodes.Select(node => node.AssertServesAsync("/3KB/a")));

        Assert.True(formed);
        Assert.Equal([2, 2, 2], LabClusters.Of(lab).Level2);
        Assert.Equal(["new-york", "chicago", "frankfurt"], lab.Nodes.Take(3).Select(node => node.Region));
        Assert.Equal(6, lab.Nodes.Select(node => node.Address).Distinct().Count());
        Assert.InRange(lab.Origin.CountOf("/3KB/a"), 1, 6);
    }

    [Fact(Timeout = 120_000)]
    public async Task Get_OfAFileFarAway_TakesTwoRoundTripsAtLeast()
    {
        await using var lab = await TestLab.StartAsync(1);
        var watch = Stopwatch.StartNew();
        await lab.Nodes[0].AssertServesAsync("/1KB/far");

        // One to connect, one to ask: 80 ms each. The timers of the system may be a millisecond early each time.
        Assert.True(watch.ElapsedMilliseconds >= 155, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(lab.Nodes[0].Address, Assert.Single(lab.Origin.Requests).From);
    }

    [Fact(Timeout = 120_000)]
    public async Task Start_OfTwoLabs_ShareNothing()
    {
        await using var one = await TestLab.StartAsync(2);
        await using var other = await TestLab.StartAsync(2);
        await one.Nodes[1].AssertServesAsync("/1KB/a");

        Assert.Empty(one.Nodes.Select(node => node.Address).Intersect(other.Nodes.Select(node => node.Address)));
        Assert.Equal((1, 0), (one.Origin.Count, other.Origin.Count));
    }

    [Fact(Timeout = 120_000)]
    public async Task Kill_OfANode_BreaksItsTransfersAndLeavesTheOthersAlone()
    {
        await using var lab = await TestLab.StartAsync(new LabOptions { Nodes = 2, Map = TestLab.Map });
        using var cut = await lab.Nodes[0].BeginAsync("/20MB/a");
        var reading = cut.Content.ReadAsByteArrayAsync(Token);
        await lab.Nodes[0].KillAsync();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => reading);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lab.Nodes[0].GetAsync("/1KB/a"));
        Assert.False(lab.Nodes[0].IsUp);
        Assert.Equal([lab.Nodes[1]], lab.Living);
        await lab.Nodes[1].AssertServesAsync("/1KB/a");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(Outage.Killed)]
    [InlineData(Outage.Gone)]
    public async Task Start_OfAKilledNode_IsTheSameNodeAgain(Outage outage)
    {
        await using var lab = await TestLab.StartAsync(2);
        var node = lab.Nodes[1];
        var before = node.Contact;
        await node.KillAsync(outage);
        await node.KillAsync(outage);
        await node.StartAsync(Token);
        await node.Joined.WaitAsync(Token);

        Assert.Equal((before.Id, before.Address), (node.Contact.Id, node.Contact.Address));
        await node.AssertServesAsync("/1KB/a");
    }

    [Fact(Timeout = 120_000)]
    public async Task Settings_OfALab_ReachTheNodesTheyAreFor()
    {
        await using var lab = await TestLab.StartAsync(
            new LabOptions
            {
                Nodes = 2,
                Settings = (number, settings) =>
                    number == 1 ? settings.With(settings.Get<CacheOptions>() with { MaxObjectBytes = 100 }) : settings,
            }
        );
        using var first = await lab.Nodes[0].GetAsync("/1KB/a");
        using var second = await lab.Nodes[1].GetAsync("/1KB/b");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (first.StatusCode, second.StatusCode));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    public async Task Start_OfNoneOrTooMany_IsRefused(int nodes) =>
        await Assert.ThrowsAsync<ArgumentException>(() => TestLab.StartAsync(nodes));
}
