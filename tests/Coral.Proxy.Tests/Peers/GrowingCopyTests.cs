using System.Security.Cryptography;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Peers;

/// <summary>A peer that still receives an object passes on what it has, and goes on as bytes come.</summary>
public sealed class GrowingCopyTests
{
    private const int TestLimit = 20_000;

    [Theory(Timeout = TestLimit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_OfAGrowingCopy_BringsBytesAsTheyArriveAndTheDigestAtTheEnd(bool isLengthKnown)
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var growing = new GrowingBody(isLengthKnown ? 6 : null);
        holder.Service.Respond(_ => Growing(growing, () => SHA256.HashData("abcdef"u8)));

        var result = await requester.RequestAsync(holder);
        Assert.Null(result.Digests);
        Assert.Equal(isLengthKnown ? 6 : null, result.Body!.Length);
        Assert.Equal(isLengthKnown ? "6" : null, result.Head!.Fields.Get("Content-Length"));

        growing.Append("abc"u8.ToArray());
        var buffer = new byte[100];
        Assert.Equal(new BodyRead(3, null), await result.Body.ReadAsync(buffer, default));
        Assert.True(result.FinalDigest().IsEmpty);

        growing.Append("def"u8.ToArray());
        growing.End();
        var (rest, failure) = await Bodies.ReadAllAsync(result.Body);
        Assert.Equal("def"u8.ToArray(), rest);
        Assert.Null(failure);
        Assert.Equal(SHA256.HashData("abcdef"u8), result.FinalDigest());
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_WithAnOffset_BeginsThere()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var body = Bodies.Of(300_000);
        holder.Service.Respond(_ => Growing(GrowingBody.Complete(body), () => default, start: 200_000));

        var result = await requester.RequestAsync(holder.Contact, requester.Request() with { Offset = 200_000 });
        var (bytes, failure) = await Bodies.ReadAllAsync(result.Body);

        Assert.Equal(200_000, result.Start);
        Assert.Equal(100_000, result.Body!.Length);
        Assert.Equal(body[200_000..], bytes);
        Assert.Null(failure);
        Assert.True(result.FinalDigest().IsEmpty);
    }

    [Theory(Timeout = TestLimit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_WhoseSourceBreaksOff_IsLost(bool isLengthKnown)
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var growing = new GrowingBody(isLengthKnown ? 6 : null);
        growing.Append("abc"u8.ToArray());
        holder.Service.Respond(_ => Growing(growing, () => default));

        var result = await requester.RequestAsync(holder);
        growing.End(FetchFailure.BodyTimedOut);
        var (_, failure) = await Bodies.ReadAllAsync(result.Body);

        Assert.Equal(FetchFailure.ConnectionLost, failure);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_OfADeclaredLengthOverTheLimit_GetsItsHeaderAndNoByte()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2) { MaxObjectBytes = 1000 };
        holder.Service.Respond(_ => PeerUnderTest.Complete(Bodies.Of(1001)));

        var result = await requester.RequestAsync(holder);

        Assert.Equal((PeerOutcome.Answered, 1001), (result.Outcome, result.Head!.DeclaredLength));
        Assert.Equal((0, null), ((await Bodies.ReadAllAsync(result.Body)).Item1.Length, result.Digests));
    }

    [Fact(Timeout = TestLimit)]
    public async Task Read_ThatIsCancelled_ThrowsAndEndsTheBody()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Respond(release => Growing(new GrowingBody(6), () => default, release: release));
        var result = await requester.RequestAsync(holder);
        using var cancel = new CancellationTokenSource();

        var reading = result.Body!.ReadAsync(new byte[10], cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
        Assert.Equal(FetchFailure.ConnectionLost, (await result.Body.ReadAsync(new byte[10], default)).Failure);
        await holder.Service.GaveBack.Task;
    }

    private static PeerResponse<IBodyReader> Growing(
        IBodyReader body,
        Func<ReadOnlyMemory<byte>> digest,
        long start = 0,
        Action? release = null
    ) =>
        new()
        {
            Release = release,
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(200, FieldList.Of(("ETag", "\"v1\""), ("Age", "0"))),
            Body = body,
            Start = start,
            FinalDigest = digest,
        };
}
