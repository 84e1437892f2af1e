using System.Security.Cryptography;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Store;

namespace Coral.Caching.Tests.Conformance;

/// <summary>The promises of every <see cref="IPeerNetwork"/>, an <see cref="IPeerService"/> at its far end.</summary>
/// <remarks>"The origin is asked once" rests on it. Each implementation derives one class.</remarks>
public abstract class PeerNetworkConformance
{
    private static readonly CacheKey Key = new("http://www.x.com", "/a");

    private static readonly byte[] Content = CreateContent();

    /// <summary>Runs a test against two nodes of a new network.</summary>
    protected abstract Task RunAsync(Func<IPeerPair, Task> test);

    [Fact]
    public Task Connect_ToAPeerThatListens_Succeeds() =>
        RunAsync(async pair => Assert.True(await pair.Requester.ConnectAsync(pair.Server, CancellationToken.None)));

    [Fact]
    public Task Connect_ToAPeerThatIsGone_IsAValue() =>
        RunAsync(async pair =>
        {
            await pair.KillServerAsync();

            Assert.False(await pair.Requester.ConnectAsync(pair.Server, CancellationToken.None));
        });

    [Fact]
    public Task Request_OfAPeerThatIsGone_IsUnreachable() =>
        RunAsync(async pair =>
        {
            await pair.KillServerAsync();

            Assert.Equal(PeerOutcome.Unreachable, (await AskAsync(pair)).Outcome);
            Assert.Null(await pair.Requester.SourceOfAsync(pair.Server, Key, CancellationToken.None));
        });

    [Fact]
    public Task Request_Once_ReachesTheServiceOnceUnchanged() =>
        RunAsync(async pair =>
        {
            var service = new ScriptedService(_ => NotHere());
            pair.Serve(service);
            var fields = FieldList.Of(("Accept-Language", "de"));
            var request = new PeerRequest(
                new CacheRequest(Key, IsHead: false, fields),
                pair.RequesterContact,
                Offset: 65_536,
                Validator: "\"v1\"",
                IsRelay: true
            );

            await pair.Requester.RequestAsync(pair.Server, request, CancellationToken.None);

            var asked = Assert.Single(service.Requests);
            Assert.Equal((Key, false), (asked.Request.Key, asked.Request.IsHead));
            Assert.Equal("de", asked.Request.Fields.Get("Accept-Language"));
            Assert.Equal((65_536, "\"v1\"", true), (asked.Offset, asked.Validator, asked.IsRelay));
            Assert.Equal(pair.RequesterContact.Id, asked.From.Id);
        });

    [Fact]
    public Task Request_OfACompleteCopy_BringsHeaderDigestsAndEveryByte() =>
        RunAsync(async pair =>
        {
            var service = new ScriptedService(release => Complete(release));
            pair.Serve(service);

            var response = await AskAsync(pair);
            var (bytes, failure) = await ReadAsync(response.Body!);

            Assert.Equal((PeerOutcome.Answered, 0L), (response.Outcome, response.Start));
            Assert.Equal((200, "7"), (response.Head!.Status, response.Head.Fields.Get("Age")));
            Assert.Equal(DigestsOf(Content).Root.ToArray(), response.Digests!.Root.ToArray());
            Assert.Equal(Content, bytes);
            Assert.Null(failure);
            Assert.Equal(SHA256.HashData(Content), response.FinalDigest().ToArray());
            await response.Body!.DisposeAsync();
            await pair.UntilAsync(() => service.Released == 1);
        });

    [Fact]
    public Task Request_FromAnOffset_BringsTheRest() =>
        RunAsync(async pair =>
        {
            pair.Serve(new ScriptedService(release => Complete(release, start: 65_536)));

            var response = await AskAsync(pair, offset: 65_536);
            var (bytes, failure) = await ReadAsync(response.Body!);

            Assert.Equal(65_536, response.Start);
            Assert.Equal(200, response.Head!.Status);
            Assert.Equal(Content.Length - 65_536, response.Body!.Length);
            Assert.Equal(Content[65_536..], bytes);
            Assert.Null(failure);
        });

    [Fact]
    public Task Request_OfAHeader_BringsNoBody() =>
        RunAsync(async pair =>
        {
            pair.Serve(new ScriptedService(release => Complete(release, isHead: true)));

            var response = await AskAsync(pair, isHead: true);
            var (bytes, failure) = await ReadAsync(response.Body!);

            Assert.Equal((PeerOutcome.Answered, 200), (response.Outcome, response.Head!.Status));
            Assert.Empty(bytes);
            Assert.Null(failure);
        });

    [Fact]
    public Task Request_OfAnUnchangedResponse_Is304() =>
        RunAsync(async pair =>
        {
            pair.Serve(
                new ScriptedService(_ => new PeerResponse<IBodyReader>
                {
                    Outcome = PeerOutcome.Answered,
                    Head = new ResponseHead(304, FieldList.Of(("ETag", "\"v1\""))),
                    Body = StoredBody.Empty,
                })
            );

            var response = await AskAsync(pair);

            Assert.Equal((PeerOutcome.Answered, 304), (response.Outcome, response.Head!.Status));
            Assert.Equal("\"v1\"", response.Head.Fields.Get("ETag"));
            Assert.Empty((await ReadAsync(response.Body!)).Bytes);
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Request_OfABodyThatGrows_BringsTheHeaderFirstAndTheDigestLast(bool isLengthKnown) =>
        RunAsync(async pair =>
        {
            var body = new SteppedBody(isLengthKnown ? 6 : null);
            pair.Serve(new ScriptedService(release => Growing(body, release, SHA256.HashData("abcdef"u8))));

            var response = await AskAsync(pair);
            Assert.Null(response.Digests);
            Assert.Equal(isLengthKnown ? 6 : null, response.Body!.Length);

            body.Append("abc"u8.ToArray());
            Assert.Equal("abc"u8.ToArray(), await ReadSomeAsync(response.Body, 3));

            body.Append("def"u8.ToArray());
            body.End(failure: null);
            var (rest, failure) = await ReadAsync(response.Body);
            Assert.Equal("def"u8.ToArray(), rest);
            Assert.Null(failure);
            Assert.Equal(SHA256.HashData("abcdef"u8), response.FinalDigest().ToArray());
        });

    [Fact]
    public Task Request_OfABodyThatBreaksOff_IsALostConnection() =>
        RunAsync(async pair =>
        {
            var body = new SteppedBody(length: null);
            body.Append("abc"u8.ToArray());
            pair.Serve(new ScriptedService(release => Growing(body, release)));

            var response = await AskAsync(pair);
            Assert.Equal("abc"u8.ToArray(), await ReadSomeAsync(response.Body!, 3));
            body.End(FetchFailure.BodyTimedOut);

            Assert.Equal(FetchFailure.ConnectionLost, (await ReadAsync(response.Body!)).Failure);
        });

    [Fact]
    public Task Request_OfABodyWithAWrongDigest_IsAWrongDigest() =>
        RunAsync(async pair =>
        {
            var body = new SteppedBody(length: 6);
            body.Append("abc"u8.ToArray());
            pair.Serve(new ScriptedService(release => Growing(body, release)));

            var response = await AskAsync(pair);
            Assert.Equal("abc"u8.ToArray(), await ReadSomeAsync(response.Body!, 3));
            body.End(FetchFailure.WrongDigest);

            Assert.Equal(FetchFailure.WrongDigest, (await ReadAsync(response.Body!)).Failure);
        });

    [Fact]
    public Task Request_OfABodyShorterThanDeclared_Fails() =>
        RunAsync(async pair =>
        {
            var body = new SteppedBody(length: 6);
            body.Append("abc"u8.ToArray());
            body.End(failure: null);
            pair.Serve(new ScriptedService(release => Growing(body, release)));

            var response = await AskAsync(pair);

            Assert.Equal(FetchFailure.ConnectionLost, (await ReadAsync(response.Body!)).Failure);
        });

    [Fact]
    public Task Request_OfAMissingObject_BringsItsVary() =>
        RunAsync(async pair =>
        {
            pair.Serve(new ScriptedService(_ => NotHere("Accept-Language")));

            var response = await AskAsync(pair);

            Assert.Equal((PeerOutcome.NotHere, "Accept-Language"), (response.Outcome, response.Vary));
            Assert.Null(response.Body);
        });

    [Fact]
    public Task Request_OfAFullHolder_NamesTheReceivers() =>
        RunAsync(async pair =>
        {
            pair.Serve(
                new ScriptedService(_ => new PeerResponse<IBodyReader>
                {
                    Outcome = PeerOutcome.Full,
                    Others = [pair.RequesterContact, pair.Server],
                })
            );

            var response = await AskAsync(pair);

            Assert.Equal(PeerOutcome.Full, response.Outcome);
            Assert.Equal([pair.RequesterContact, pair.Server], response.Others);
        });

    [Fact]
    public Task Request_OfAPeerWhoseOriginFailed_BringsTheFailure() =>
        RunAsync(async pair =>
        {
            pair.Serve(
                new ScriptedService(_ => new PeerResponse<IBodyReader>
                {
                    Outcome = PeerOutcome.OriginFailed,
                    Failure = FetchFailure.NameNotResolved,
                })
            );

            var response = await AskAsync(pair);

            Assert.Equal(
                (PeerOutcome.OriginFailed, FetchFailure.NameNotResolved),
                (response.Outcome, response.Failure)
            );
        });

    [Fact]
    public Task Request_Cancelled_ThrowsAndCancelsTheService() =>
        RunAsync(async pair =>
        {
            var service = new WaitingService();
            pair.Serve(service);
            using var leave = new CancellationTokenSource();
            var asking = AskAsync(pair, cancellationToken: leave.Token);
            await pair.UntilAsync(() => service.IsAsked);

            Cancel(leave);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
            await pair.UntilAsync(() => service.IsLeft);
        });

    [Fact]
    public Task Body_ThatIsLeft_GivesTheUploadBack() =>
        RunAsync(async pair =>
        {
            var service = new ScriptedService(release => Growing(new SteppedBody(length: 6), release));
            pair.Serve(service);

            var response = await AskAsync(pair);
            Assert.Equal(0, service.Released);
            await response.Body!.DisposeAsync();

            await pair.UntilAsync(() => service.Released == 1);
        });

    [Fact]
    public Task Request_OfAPeerThatDiesBeforeTheHeader_IsUnreachable() =>
        RunAsync(async pair =>
        {
            var service = new WaitingService();
            pair.Serve(service);
            var asking = AskAsync(pair);
            await pair.UntilAsync(() => service.IsAsked);

            await pair.KillServerAsync();

            Assert.Equal(PeerOutcome.Unreachable, (await asking).Outcome);
        });

    [Fact]
    public Task Body_OfAPeerThatDies_IsALostConnection() =>
        RunAsync(async pair =>
        {
            var body = new SteppedBody(length: 6);
            body.Append("abc"u8.ToArray());
            pair.Serve(new ScriptedService(release => Growing(body, release)));
            var response = await AskAsync(pair);
            Assert.Equal("abc"u8.ToArray(), await ReadSomeAsync(response.Body!, 3));

            await pair.KillServerAsync();

            Assert.Equal(FetchFailure.ConnectionLost, (await ReadAsync(response.Body!)).Failure);
        });

    [Fact]
    public Task SourceOf_APeerThatFollowsAnother_NamesIt() =>
        RunAsync(async pair =>
        {
            var service = new ScriptedService(_ => NotHere());
            pair.Serve(service);
            Assert.Null(await pair.Requester.SourceOfAsync(pair.Server, Key, CancellationToken.None));

            service.Source = pair.RequesterContact;

            var source = await pair.Requester.SourceOfAsync(pair.Server, Key, CancellationToken.None);
            Assert.Equal(pair.RequesterContact, source);
        });

    private static Task<PeerResponse<IOriginBody>> AskAsync(
        IPeerPair pair,
        bool isHead = false,
        long offset = 0,
        CancellationToken cancellationToken = default
    )
    {
        var request = new CacheRequest(Key, isHead, FieldList.Empty);
        var validator = offset > 0 ? "\"v1\"" : null;
        return pair.Requester.RequestAsync(
            pair.Server,
            new PeerRequest(request, pair.RequesterContact, offset, validator),
            cancellationToken
        );
    }

    private static async Task<(byte[] Bytes, FetchFailure? Failure)> ReadAsync(IOriginBody body)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[10_000];
        while (true)
        {
            var read = await body.ReadAsync(buffer, CancellationToken.None);
            if (read.Bytes == 0)
            {
                return (bytes.ToArray(), read.Failure);
            }

            bytes.Write(buffer, 0, read.Bytes);
        }
    }

    private static async Task<byte[]> ReadSomeAsync(IOriginBody body, int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length; )
        {
            var read = await body.ReadAsync(bytes.AsMemory(at), CancellationToken.None);
            Assert.NotEqual(0, read.Bytes);
            at += read.Bytes;
        }

        return bytes;
    }

    private static PeerResponse<IBodyReader> NotHere(string? vary = null) =>
        new() { Outcome = PeerOutcome.NotHere, Vary = vary };

    private static PeerResponse<IBodyReader> Complete(Action release, long start = 0, bool isHead = false) =>
        new()
        {
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(
                200,
                FieldList.Of(("Date", "Fri, 02 Jan 2026 03:04:05 GMT"), ("ETag", "\"v1\""), ("Age", "7"))
            ),
            Body = isHead ? StoredBody.Empty : StoredBody.Of(Content),
            Start = start,
            Digests = isHead ? null : DigestsOf(Content),
            FinalDigest = () => SHA256.HashData(Content),
            Release = release,
        };

    private static PeerResponse<IBodyReader> Growing(IBodyReader body, Action release, byte[]? digest = null) =>
        new()
        {
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(200, FieldList.Of(("ETag", "\"v1\""), ("Age", "0"))),
            Body = body,
            FinalDigest = () => digest,
            Release = release,
        };

    private static ContentDigests DigestsOf(byte[] content) =>
        new(
            content.Length,
            content.Chunk(StoredBody.SegmentBytes).SelectMany(chunk => SHA256.HashData(chunk)).ToArray(),
            SHA256.HashData(content)
        );

    private static byte[] CreateContent()
    {
        var content = new byte[150_000];
        new Random(3).NextBytes(content);
        return content;
    }

    // On this thread: the thread pool has no virtual time.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();
}
