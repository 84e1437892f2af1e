using System.Security.Cryptography;
using Coral.Caching.Http;
using Coral.Lab.Crowd;
using Coral.Lab.Network;
using Coral.Lab.Origin;
using Coral.Lab.Tests.Fixtures;

namespace Coral.Lab.Tests.Cooperation;

/// <summary>A member that lies to its peers: their clients see nothing of it, and get the right body.</summary>
public sealed class LiarTests
{
    private const string File = "/300KB/a";
    private const int Liar = 1;

    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly Dictionary<string, Func<IBodyReader, IBodyReader>> Lies = new()
    {
        ["the first byte altered"] = body => LyingBody.Altered(body, 0),
        ["a byte altered in the middle"] = body => LyingBody.Altered(body, 150_000),
        ["the last byte altered"] = body => LyingBody.Altered(body, (300 * 1024) - 1),
        ["shorter"] = body => LyingBody.Shorter(body, 100_000),
        ["cut short"] = body => LyingBody.CutShort(body, 100_000),
        ["longer"] = body => LyingBody.Longer(body, 10),
        ["a byte a second"] = LyingBody.Crawling,
        ["endless"] = LyingBody.Endless,
    };

    private readonly DroppedPeers _dropped = new();
    private int _lies;

    public static TheoryData<string> LieNames => [.. Lies.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(LieNames))]
    public async Task Get_OfAnObjectThatALiarHas_IsRightAtEveryOtherNode(string lie)
    {
        await using var lab = await StartAsync(Lies[lie]);
        await lab.Nodes[Liar].AssertServesAsync(File);
        foreach (var node in lab.Nodes)
        {
            await node.AssertServesAsync(File);
        }

        Assert.True(Volatile.Read(ref _lies) > 0, "Nobody asked the liar.");
        Assert.Contains(_dropped.All, peer => peer.Id == lab.Nodes[Liar].Contact.Id);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("the first byte altered")]
    [InlineData("a byte altered in the middle")]
    [InlineData("the last byte altered")]
    [InlineData("cut short")]
    [InlineData("longer")]
    public async Task Get_OfAnObjectThatALiarFetches_CompletesNowhereAndIsServedByNoNode(string lie)
    {
        await using var lab = await StartAsync(Lies[lie]);
        var results = await FollowTheLiarAsync(lab);

        Assert.DoesNotContain(results, result => result.Outcome == FetchOutcome.Wrong);
        Assert.True(Volatile.Read(ref _lies) > 0, "Nobody followed the liar.");
        foreach (var node in lab.Nodes)
        {
            await node.AssertServesAsync(File);
        }
    }

    /// <summary>Its proof at the end is of the altered bytes: only the origin's own word gives it away.</summary>
    [Fact(Timeout = 120_000)]
    public async Task Get_OfAnObjectWithALiarsOwnDigest_CompletesNowhere()
    {
        var altered = LabFile.Find(File)!.Bytes();
        altered[150_000] ^= 1;
        await using var lab = await StartAsync(Lies["a byte altered in the middle"], SHA256.HashData(altered));
        lab.Origin.SaysDigests = true;
        var results = await FollowTheLiarAsync(lab);

        Assert.DoesNotContain(results, result => result.Outcome == FetchOutcome.Wrong);
        Assert.True(Volatile.Read(ref _lies) > 0, "Nobody followed the liar.");
        foreach (var node in lab.Nodes)
        {
            await node.AssertServesAsync(File);
        }
    }

    /// <summary>The liar asks first; while it waits for the origin, a client comes to every other node.</summary>
    private static async Task<FetchResult[]> FollowTheLiarAsync(LabNetwork lab)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lab.Origin.Requested += _ => asked.TrySetResult();
        lab.Origin.FirstByteDelay = TimeSpan.FromSeconds(2);
        var own = lab.Nodes[Liar].AssertServesAsync(File);
        await asked.Task.WaitAsync(Token);
        var file = new FileFetch(File, Clock);
        var results = await Task.WhenAll(
            lab.Nodes.Where(node => node.Number != Liar).Select(node => file.FromAsync(node, Token))
        );
        lab.Origin.FirstByteDelay = TimeSpan.Zero;
        await own;
        Assert.Equal(lab.Nodes[Liar].Address, lab.Origin.Requests[0].From);
        return results;
    }

    private Task<LabNetwork> StartAsync(Func<IBodyReader, IBodyReader> lie, byte[]? sworn = null) =>
        TestLab.StartAsync(
            new LabOptions
            {
                Nodes = 4,
                Map = TestLab.Map,
                WrapPeerService = (number, honest) =>
                    number == Liar
                        ? new LyingService(honest, lie, () => Interlocked.Increment(ref _lies), sworn)
                        : honest,
                CacheEvents = _ => _dropped,
            }
        );
}
