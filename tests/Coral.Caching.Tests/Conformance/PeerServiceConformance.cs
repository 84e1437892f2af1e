using System.Security.Cryptography;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Caching.Tests.Conformance;

/// <summary>The promises of every <see cref="IPeerService"/> that has a cache behind it.</summary>
/// <remarks>
/// "The origin is asked once" rests on it. Each composition of the service derives one class. Services that a test
/// scripts promise nothing: they say what the test says.
/// </remarks>
public abstract class PeerServiceConformance
{
    private const int Offset = 65_536;

    /// <summary>Runs a test against a new node that has nothing stored.</summary>
    protected abstract Task RunAsync(Func<IServingNode, Task> test);

    [Fact]
    public Task Answer_WhereNothingIs_IsNotHereAndFetchesNothing() =>
        RunAsync(async node =>
        {
            using var response = await AskAsync(node);

            Assert.Equal(PeerOutcome.NotHere, response.Outcome);
            Assert.Null(response.Head);
            Assert.Null(response.Body);
            Assert.Null(node.Service.SourceOf(node.Key));
            Assert.Equal(0, node.OriginRequests);
        });

    [Fact]
    public Task Answer_OfAStoredResponse_IsTheCompleteCopy() =>
        RunAsync(async node =>
        {
            await node.FetchAsync();

            using var response = await AskAsync(node);

            Assert.Equal((PeerOutcome.Answered, 0L), (response.Outcome, response.Start));
            Assert.Equal((200, node.Tag), (response.Head!.Status, response.Head.Fields.Get("ETag")));
            Assert.NotNull(response.Age);
            Assert.Equal(node.Content.Length, response.Digests!.Length);
            Assert.Equal(SHA256.HashData(node.Content), response.Digests.Whole.ToArray());
            Assert.Equal(node.Content, await ReadAsync(response));
            Assert.Equal(1, node.OriginRequests);
        });

    [Fact]
    public Task Answer_ToHead_HasTheHeaderOfTheWholeAndNoBody() =>
        RunAsync(async node =>
        {
            await node.FetchAsync();

            using var response = await AskAsync(node, isHead: true);

            Assert.Equal((PeerOutcome.Answered, 200), (response.Outcome, response.Head!.Status));
            Assert.Equal(node.Tag, response.Head.Fields.Get("ETag"));
            Assert.Empty(await ReadAsync(response));
        });

    [Fact]
    public Task Answer_FromAnOffsetOfTheSameVersion_BeginsThere() =>
        RunAsync(async node =>
        {
            await node.FetchAsync();

            using var response = await AskAsync(node, offset: Offset, validator: node.Tag);

            Assert.Equal((PeerOutcome.Answered, (long)Offset), (response.Outcome, response.Start));
            Assert.Equal(200, response.Head!.Status);
            Assert.Equal(node.Content.Length, response.Body!.Length);
            Assert.Equal(node.Content[Offset..], await ReadAsync(response));
        });

    [Fact]
    public Task Answer_FromAnOffsetOfAnotherVersion_BeginsAtTheFirstByte() =>
        RunAsync(async node =>
        {
            await node.FetchAsync();

            using var response = await AskAsync(node, offset: Offset, validator: "\"other\"");

            Assert.Equal(0, response.Start);
            Assert.Equal(node.Content, await ReadAsync(response));
        });

    [Fact]
    public Task Answer_ToAConditionThatHolds_Is304AndTakesNoUpload() =>
        RunAsync(async node =>
        {
            await node.FetchAsync();
            var uploads = await FillAsync(node);

            using var response = await AskAsync(node, fields: ("If-None-Match", node.Tag));

            Assert.Equal((PeerOutcome.Answered, 304), (response.Outcome, response.Head!.Status));
            Assert.Equal(node.Tag, response.Head.Fields.Get("ETag"));
            Assert.Null(response.Head.Fields.Get("Content-Length"));
            Assert.Empty(await ReadAsync(response));
            uploads.ForEach(upload => upload.Dispose());
        });

    [Fact]
    public Task Answer_BeyondTheUploads_IsFullAndNamesThoseThatReceive() =>
        RunAsync(async node =>
        {
            await node.FetchAsync();
            var uploads = await FillAsync(node);

            using var response = await AskAsync(node, from: node.Uploads);

            Assert.Equal(PeerOutcome.Full, response.Outcome);
            Assert.Null(response.Body);
            Assert.Equal(Enumerable.Range(0, node.Uploads).Select(Peer), response.Others);
            uploads.ForEach(upload => upload.Dispose());
        });

    [Fact]
    public Task Dispose_Repeated_FreesOneUpload() =>
        RunAsync(async node =>
        {
            await node.FetchAsync();
            var uploads = await FillAsync(node);

            uploads[0].Dispose();
            uploads[0].Dispose();

            using var next = await AskAsync(node, from: node.Uploads);
            using var late = await AskAsync(node, from: node.Uploads + 1);
            Assert.Equal((PeerOutcome.Answered, PeerOutcome.Full), (next.Outcome, late.Outcome));
            uploads.ForEach(upload => upload.Dispose());
        });

    [Fact]
    public Task Answer_OfAStaleResponse_IsNotHere() =>
        RunAsync(async node =>
        {
            await node.FetchUntilStaleAsync();

            using var response = await AskAsync(node);

            Assert.Equal(PeerOutcome.NotHere, response.Outcome);
            Assert.Equal(1, node.OriginRequests);
        });

    [Fact]
    public Task Answer_WhileAFetchIsUnderWay_IsTheBodyAsItGrows() =>
        RunAsync(async node =>
        {
            var fetching = await BeginAsync(node);

            using var response = await AskAsync(node);

            Assert.Equal((PeerOutcome.Answered, 200), (response.Outcome, response.Head!.Status));
            Assert.Equal(node.Content, await ReadAsync(response));
            await fetching;
            Assert.Equal(SHA256.HashData(node.Content), DigestOf(response));
            Assert.Equal(1, node.OriginRequests);
        });

    [Fact]
    public Task Answer_CancelledWhileAFetchIsUnderWay_ThrowsAndTakesNoUpload() =>
        RunAsync(async node =>
        {
            var fetching = await BeginAsync(node);
            using var leave = new CancellationTokenSource();
            var asking = AskAsync(node, cancellationToken: leave.Token);
            Assert.False(asking.IsCompleted);

            Cancel(leave);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
            await fetching;
            var uploads = await FillAsync(node);
            uploads.ForEach(upload => upload.Dispose());
            Assert.Equal(1, node.OriginRequests);
        });

    [Fact]
    public Task Answer_ToARelay_FetchesOnceForAll() =>
        RunAsync(async node =>
        {
            var responses = await Task.WhenAll(
                AskAsync(node, from: 0, isRelay: true),
                AskAsync(node, from: 1, isRelay: true)
            );

            foreach (var response in responses)
            {
                Assert.Equal(PeerOutcome.Answered, response.Outcome);
                Assert.Equal(node.Content, await ReadAsync(response));
                response.Dispose();
            }

            Assert.Equal(1, node.OriginRequests);
        });

    [Fact]
    public Task SourceOf_WhileAPeerIsFollowed_NamesIt() =>
        RunAsync(async node =>
        {
            var elsewhere = node.FetchElsewhereAsync();
            await node.UntilAsync(() => node.OriginRequests == 1);
            var fetching = node.FetchAsync();
            await node.UntilAsync(() => node.Service.SourceOf(node.Key) is not null);
            Assert.Equal(node.Other.Id, node.Service.SourceOf(node.Key)!.Value.Id);

            await Task.WhenAll(elsewhere, fetching);

            await node.UntilAsync(() => node.Service.SourceOf(node.Key) is null);
            Assert.Equal(1, node.OriginRequests);
        });

    [Fact]
    public Task SourceOf_WhileTheOriginIsAsked_IsNobody() =>
        RunAsync(async node =>
        {
            var fetching = await BeginAsync(node);

            Assert.Null(node.Service.SourceOf(node.Key));

            await fetching;
        });

    /// <summary>A client's fetch from the origin, which has not responded yet.</summary>
    /// <returns>The fetch, in a task of its own: awaiting the outer one does not await the fetch.</returns>
    private static async Task<Task> BeginAsync(IServingNode node)
    {
        var fetching = node.FetchAsync();
        await node.UntilAsync(() => node.OriginRequests == 1);
        return fetching;
    }

    /// <summary>As many peers as may receive the file at a time, and none of them leaves.</summary>
    private static async Task<List<PeerResponse<IBodyReader>>> FillAsync(IServingNode node)
    {
        var uploads = new List<PeerResponse<IBodyReader>>();
        for (var peer = 0; peer < node.Uploads; peer++)
        {
            uploads.Add(await AskAsync(node, from: peer));
        }

        Assert.All(uploads, upload => Assert.Equal(PeerOutcome.Answered, upload.Outcome));
        return uploads;
    }

    private static Task<PeerResponse<IBodyReader>> AskAsync(
        IServingNode node,
        int from = 0,
        bool isHead = false,
        long offset = 0,
        string? validator = null,
        bool isRelay = false,
        CancellationToken cancellationToken = default,
        params ReadOnlySpan<(string Name, string Value)> fields
    ) =>
        node.Service.RespondAsync(
            new PeerRequest(
                new CacheRequest(node.Key, isHead, FieldList.Of(fields)),
                Peer(from),
                offset,
                validator,
                isRelay
            ),
            cancellationToken
        );

    private static async Task<byte[]> ReadAsync(PeerResponse<IBodyReader> response)
    {
        var bytes = new MemoryStream();
        while (true)
        {
            var slice = await response.Body!.ReadAsync(response.Start + bytes.Length, CancellationToken.None);
            Assert.Null(slice.Failure);
            if (slice.Bytes.IsEmpty)
            {
                return bytes.ToArray();
            }

            bytes.Write(slice.Bytes.Span);
        }
    }

    private static byte[] DigestOf(PeerResponse<IBodyReader> response) =>
        (response.Digests?.Whole ?? response.FinalDigest()).ToArray();

    private static NodeContact Peer(int number) =>
        new(
            new NodeId(Identifier.FromNumber(1_000 + (ulong)number)),
            NodeAddress.FromIPv4(0xC633_6400 + (uint)number, 7400),
            new ServicePorts(7443, 0, 0)
        );

    // On this thread: the thread pool has no virtual time.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();
}
