using System.Security.Cryptography;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Store;
using Coral.Proxy.Peers.Wire;
using Coral.Proxy.Tests.Fixtures;
using Microsoft.AspNetCore.Http;

namespace Coral.Proxy.Tests.Peers;

/// <summary>Nothing that comes back is believed for itself: not its seal, its words, its lengths or its end.</summary>
public sealed class HostileResponseTests
{
    private const int TestLimit = 20_000;
    private const string MemberId = "id=:AAAAAAAAAAAAAAAAAAAAAAAAAEI=:";
    private const string Here = "outcome=here, " + MemberId;

    [Theory(Timeout = TestLimit)]
    [InlineData(200)]
    [InlineData(403)]
    [InlineData(504)]
    public async Task Response_WithoutSeal_IsNotTrusted(int status) =>
        await AssertOutcomeAsync(PeerOutcome.Untrusted, context => context.Response.StatusCode = status);

    [Fact(Timeout = TestLimit)]
    public async Task Response_SealedUnderAnotherKey_IsNotTrusted() =>
        await AssertOutcomeAsync(PeerOutcome.Untrusted, context => HostileMember.Say(context, Here, key: new byte[32]));

    [Fact(Timeout = TestLimit)]
    public async Task Response_WhoseStatusWasAltered_IsNotTrusted() =>
        await AssertOutcomeAsync(PeerOutcome.Untrusted, context => HostileMember.Say(context, Here, sealedStatus: 404));

    [Fact(Timeout = TestLimit)]
    public async Task Response_WhoseFieldsWereAltered_IsNotTrusted() =>
        await AssertOutcomeAsync(
            PeerOutcome.Untrusted,
            context =>
            {
                HostileMember.Say(context, Here);
                context.Response.Headers.CacheControl = "max-age=31536000";
            }
        );

    [Theory(Timeout = TestLimit)]
    [InlineData(200, "")]
    [InlineData(200, "outcome=here")]
    [InlineData(200, MemberId)]
    [InlineData(200, "outcome=perhaps, " + MemberId)]
    [InlineData(200, "outcome=here, id=:AAAA:")]
    [InlineData(200, "outcome=not-here, " + MemberId)]
    [InlineData(504, "outcome=full, " + MemberId)]
    [InlineData(204, "outcome=source, " + MemberId)]
    [InlineData(200, Here + ", length=-1")]
    [InlineData(200, Here + ", length=1.5")]
    [InlineData(200, Here + ", length=99999999999999999")]
    [InlineData(200, Here + ", status=200")]
    [InlineData(206, Here + ", start=5")]
    [InlineData(200, Here + ", root=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:")]
    [InlineData(206, Here + ", status=200, start=7")]
    [InlineData(206, Here + ", status=200, start=5, length=4")]
    [InlineData(503, "outcome=full, " + MemberId + ", others=(")]
    [InlineData(503, "outcome=full, " + MemberId + ", others=(\"1.2.3.4:5\")")]
    public async Task Response_OfAMemberWithMalformedFields_IsNotTrusted(int status, string words) =>
        await AssertOutcomeAsync(
            PeerOutcome.Untrusted,
            context =>
            {
                context.Response.StatusCode = status;
                HostileMember.Say(context, words);
            }
        );

    [Theory(Timeout = TestLimit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Digests_ThatAreNotThoseOfTheRoot_AreNotTrusted(bool isShort) =>
        await AssertOutcomeAsync(
            PeerOutcome.Untrusted,
            context =>
            {
                HostileMember.Say(context, Complete(new byte[100_000]));
                return context.Response.Body.WriteAsync(new byte[isShort ? 63 : 200]).AsTask();
            }
        );

    [Theory(Timeout = TestLimit)]
    [InlineData(99_999, FetchFailure.ConnectionLost)]
    [InlineData(100_001, FetchFailure.BadResponse)]
    [InlineData(30_000_000, FetchFailure.BadResponse)]
    public async Task Body_OfAnotherLengthThanSaid_Fails(int length, FetchFailure failure)
    {
        var body = new byte[100_000];
        await using var member = await HostileMember.StartAsync(async context =>
        {
            HostileMember.Say(context, Complete(body));
            await context.Response.Body.WriteAsync(Chunks(body));
            await context.Response.Body.WriteAsync(new byte[length]);
        });
        await using var requester = new PeerUnderTest(id: 2);

        var result = await requester.RequestAsync(member.Contact, requester.Request());
        var (bytes, ending) = await Bodies.ReadAllAsync(result.Body);

        Assert.Equal(PeerOutcome.Answered, result.Outcome);
        Assert.Equal(failure, ending);
        Assert.InRange(bytes.Length, 0, 100_000);
    }

    [Theory(Timeout = TestLimit)]
    [InlineData("sent=6", null, true)]
    [InlineData("sent=5", null, false)]
    [InlineData("sent=6", "md5=:AAAA:", false)]
    [InlineData("sent=6", "sha-256=:AAAA:", false)]
    [InlineData("sent=6", "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:", true)]
    public async Task Body_OfAGrowingCopy_CompletesWithAValidTrailerOnly(string words, string? digest, bool isGood)
    {
        await using var member = await HostileMember.StartAsync(async context =>
        {
            HostileMember.Say(context, Here);
            await context.Response.WriteAsync("abcdef");
            HostileMember.End(context, words, digest);
        });
        await using var requester = new PeerUnderTest(id: 2);

        var result = await requester.RequestAsync(member.Contact, requester.Request());
        var (_, failure) = await Bodies.ReadAllAsync(result.Body);

        Assert.Equal(isGood ? null : FetchFailure.BadResponse, failure);
    }

    [Theory(Timeout = TestLimit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_CutOffOrUnsealed_DoesNotComplete(bool hasTrailer)
    {
        await using var member = await HostileMember.StartAsync(async context =>
        {
            HostileMember.Say(context, Here);
            await context.Response.WriteAsync("abcdef");
            if (hasTrailer)
            {
                HostileMember.End(context, "sent=6", key: new byte[32]);
            }
        });
        await using var requester = new PeerUnderTest(id: 2);

        var result = await requester.RequestAsync(member.Contact, requester.Request());

        Assert.Equal(FetchFailure.BadResponse, (await Bodies.ReadAllAsync(result.Body)).Failure);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Response_WithAHugeHeader_IsUnreachable()
    {
        await using var requester = new PeerUnderTest(id: 2);
        requester.Options.MaxHeaderBytes = 16 * 1024;
        await using var member = await HostileMember.StartAsync(context =>
        {
            context.Response.Headers["X-Huge"] = new string('x', 20 * 1024);
            HostileMember.Say(context, Here);
            return Task.CompletedTask;
        });

        Assert.Equal(
            PeerOutcome.Unreachable,
            (await requester.RequestAsync(member.Contact, requester.Request())).Outcome
        );
    }

    [Theory(Timeout = TestLimit)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task Response_ThatIsNoHttp2_IsUnreachable(string garbage)
    {
        await using var origin = Testing.Origins.ScriptedOrigin.Start(async connection =>
        {
            await connection.SendAsync(garbage);
            await connection.UntilClosedAsync();
        });
        await using var requester = new PeerUnderTest(id: 2);
        var contact = requester.Contact with
        {
            Address = Core.Network.NodeAddress.From(origin.EndPoint),
            Ports = new((ushort)origin.EndPoint.Port, 0, 0),
        };

        Assert.Equal(PeerOutcome.Unreachable, (await requester.RequestAsync(contact, requester.Request())).Outcome);
    }

    private static async Task AssertOutcomeAsync(PeerOutcome outcome, Func<HttpContext, Task> answer)
    {
        await using var member = await HostileMember.StartAsync(context => answer(context));
        await using var requester = new PeerUnderTest(id: 2);

        var result = await requester.RequestAsync(member.Contact, requester.Request() with { Offset = 5 });

        Assert.Equal(outcome, result.Outcome);
        Assert.Null(result.Body);
    }

    private static Task AssertOutcomeAsync(PeerOutcome outcome, Action<HttpContext> answer) =>
        AssertOutcomeAsync(
            outcome,
            context =>
            {
                answer(context);
                return Task.CompletedTask;
            }
        );

    private static byte[] Chunks(byte[] body) =>
        [.. body.Chunk(StoredBody.SegmentBytes).SelectMany(chunk => SHA256.HashData(chunk))];

    private static string Complete(byte[] body)
    {
        var digests = new ContentDigests(body.Length, Chunks(body), SHA256.HashData(body));
        return new PeerResponseFields
        {
            Kind = PeerResponseKind.Here,
            Id = HostileMember.Id,
            Length = body.Length,
            Root = digests.Root,
            Digest = digests.Whole,
        }.Write();
    }
}
