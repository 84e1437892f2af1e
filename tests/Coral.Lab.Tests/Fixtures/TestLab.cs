using System.Security.Cryptography;
using Coral.Lab.Network;
using Coral.Lab.Origin;
using Coral.Transport.WideArea;

namespace Coral.Lab.Tests.Fixtures;

/// <summary>Labs as tests need them, and what clients do there.</summary>
internal static class TestLab
{
    /// <summary>Two regions, 40 ms apart, and an origin in the far one with a fast line.</summary>
    public static RegionMap Map { get; } =
        RegionMap.Parse(
            """
            here   here    2ms  1Gbit
            here   there  80ms  1Gbit
            there  there   2ms  1Gbit
            origin there  100Mbit
            """
        );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<LabNetwork> StartAsync(int nodes) => StartAsync(new LabOptions { Nodes = nodes, Map = Map });

    public static Task<LabNetwork> StartAsync(LabOptions options) =>
        LabNetwork.StartAsync(options, TimeProvider.System, new Random(20040329), Token);

    /// <summary>Starts twelve nodes that answer DNS, and waits until they are in the clusters of the map.</summary>
    public static async Task<LabNetwork> StartWithNamesAsync(LabOptions options)
    {
        var lab = await StartAsync(options with { Nodes = 12, HasDns = true });
        var watch = new ClusterWatch(lab, LabMap.Default, TimeProvider.System);
        Assert.True(await watch.WaitAsync(TimeSpan.FromMinutes(1), Token));
        return lab;
    }

    /// <summary>The response with its whole body.</summary>
    public static Task<HttpResponseMessage> GetAsync(this LabNode node, string path) =>
        node.Client.GetAsync(node.UrlOf(path), HttpCompletionOption.ResponseContentRead, Token);

    /// <summary>The response as soon as its header is there.</summary>
    public static Task<HttpResponseMessage> BeginAsync(this LabNode node, string path) =>
        node.Client.GetAsync(node.UrlOf(path), HttpCompletionOption.ResponseHeadersRead, Token);

    /// <summary>Asks for a file and says whether it came whole and right.</summary>
    public static async Task AssertServesAsync(this LabNode node, string path)
    {
        using var response = await node.GetAsync(path);
        var body = await response.Content.ReadAsByteArrayAsync(Token);

        Assert.Equal(LabFile.Find(path)!.Digest(), SHA256.HashData(body));
    }
}
