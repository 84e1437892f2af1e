using System.Security.Cryptography;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Peers;

/// <summary>A peer that has an object whole gives it with its digests.</summary>
public sealed class CompleteCopyTests
{
    private const int TestLimit = 20_000;

    [Theory(Timeout = TestLimit)]
    [InlineData(1)]
    [InlineData(41_984)]
    [InlineData(65_536)]
    [InlineData(1_000_001)]
    public async Task Request_OfACompleteCopy_BringsDigestsAndBytes(int length)
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var body = Bodies.Of(length);
        holder.Service.Respond(release => PeerUnderTest.Complete(body, release, 0, ("ETag", "\"v1\"")));

        var result = await requester.RequestAsync(holder);
        var (bytes, failure) = await Bodies.ReadAllAsync(result.Body);

        Assert.Equal(PeerOutcome.Answered, result.Outcome);
        Assert.Null(failure);
        Assert.Equal(body, bytes);
        Assert.Equal(length, result.Body!.Length);
        Assert.Equal(length, result.Digests!.Length);
        Assert.Equal(SHA256.HashData(body), result.Digests.Whole);
        Assert.Equal(SHA256.HashData(body), result.FinalDigest());
        Assert.True(result.Digests.Matches(0, body.AsSpan(0, Math.Min(length, StoredBody.SegmentBytes))));
        await holder.Service.GaveBack.Task;
        Assert.Equal(1, holder.Service.Released);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_OfACompleteCopy_BringsTheHeaderOfTheWholeResponse()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Respond(_ =>
            PeerUnderTest.Complete(
                Bodies.Of(100),
                release: null,
                start: 40,
                ("ETag", "\"v1\""),
                ("Content-Type", "text/plain; charset=latin1"),
                ("X-Name", "Andr\u00e9"),
                ("Link", "</a>; rel=next"),
                ("Link", "</b>; rel=prev"),
                ("X-Empty", ""),
                ("Coral-Peer", "outcome=here"),
                ("Age", "9999"),
                ("Content-Length", "100")
            )
        );

        var result = await requester.RequestAsync(
            holder.Contact,
            requester.Request() with
            {
                Offset = 40,
                Validator = "\"v1\"",
            }
        );
        var (bytes, _) = await Bodies.ReadAllAsync(result.Body);

        Assert.Equal(200, result.Head!.Status);
        Assert.Equal(40, result.Start);
        Assert.Equal(Bodies.Of(100)[40..], bytes);
        Assert.Equal("\"v1\"", result.Head.Fields.Get("ETag"));
        Assert.Equal("text/plain; charset=latin1", result.Head.Fields.Get("Content-Type"));
        Assert.Equal("Andr\u00e9", result.Head.Fields.Get("X-Name"));
        Assert.Equal("</a>; rel=next, </b>; rel=prev", result.Head.Fields.Get("Link"));
        Assert.Equal("", result.Head.Fields.Get("X-Empty"));
        Assert.Equal("100", result.Head.Fields.Get("Content-Length"));
        Assert.Equal("7", result.Head.Fields.Get("Age"));
        Assert.Equal("Fri, 02 Jan 2026 03:04:05 GMT", result.Head.Fields.Get("Date"));
        Assert.False(result.Head.Fields.Contains("Coral-Peer"));
    }

    [Theory(Timeout = TestLimit)]
    [InlineData(404)]
    [InlineData(301)]
    [InlineData(503)]
    [InlineData(403)]
    public async Task Request_OfAnyStatus_BringsItUnchanged(int status)
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Respond(_ => WithStatus(status, "not as wished"u8.ToArray()));

        var result = await requester.RequestAsync(holder);
        var (bytes, failure) = await Bodies.ReadAllAsync(result.Body);

        Assert.Equal(PeerOutcome.Answered, result.Outcome);
        Assert.Equal(status, result.Head!.Status);
        Assert.Equal("not as wished"u8.ToArray(), bytes);
        Assert.Null(failure);
    }

    [Theory(Timeout = TestLimit)]
    [InlineData(304)]
    [InlineData(204)]
    public async Task Request_OfAStatusWithoutBody_BringsItsHeader(int status)
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Respond(_ => new PeerResponse<IBodyReader>
        {
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(status, FieldList.Of(("ETag", "\"v1\""), ("Content-Length", "77"), ("Age", "0"))),
        });

        var result = await requester.RequestAsync(holder);
        var (bytes, failure) = await Bodies.ReadAllAsync(result.Body);

        Assert.Equal(PeerOutcome.Answered, result.Outcome);
        Assert.Equal(status, result.Head!.Status);
        Assert.Equal("77", result.Head.Fields.Get("Content-Length"));
        Assert.Empty(bytes);
        Assert.Null(failure);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_OfTheHeaderAlone_BringsTheLengthAndNoBody()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Respond(_ =>
            PeerUnderTest.Complete(Bodies.Of(100), release: null, start: 0, ("Content-Length", "100"))
        );

        var result = await requester.RequestAsync(holder, isHead: true);

        Assert.True(holder.Service.Questions.Single().Request.IsHead);
        Assert.Equal("100", result.Head!.Fields.Get("Content-Length"));
        Assert.Null(result.Digests);
        Assert.Empty((await Bodies.ReadAllAsync(result.Body)).Bytes);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_OfAnEmptyObject_BringsIt()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Respond(_ => PeerUnderTest.Complete([]));

        var result = await requester.RequestAsync(holder);
        var (bytes, failure) = await Bodies.ReadAllAsync(result.Body);

        Assert.Equal(PeerOutcome.Answered, result.Outcome);
        Assert.Equal(0, result.Digests!.Length);
        Assert.Empty(bytes);
        Assert.Null(failure);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_LeftInTheMiddle_ReleasesTheUploadSlot()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Respond(release => PeerUnderTest.Complete(Bodies.Of(20_000_000), release));

        var result = await requester.RequestAsync(holder);
        await result.Body!.DisposeAsync();

        await holder.Service.GaveBack.Task.WaitAsync(TestContext.Current.CancellationToken);
        var again = await requester.RequestAsync(holder);
        Assert.Equal(PeerOutcome.Answered, again.Outcome);
        await again.Body!.DisposeAsync();
    }

    private static PeerResponse<IBodyReader> WithStatus(int status, byte[] body)
    {
        var whole = PeerUnderTest.Complete(body);
        return new PeerResponse<IBodyReader>
        {
            Outcome = PeerOutcome.Answered,
            Head = whole.Head! with { Status = status },
            Body = whole.Body,
            Digests = whole.Digests,
        };
    }
}
