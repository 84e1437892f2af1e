using System.Net;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Peers;

/// <summary>What is asked arrives as it was asked, and every way to take it comes back as a value.</summary>
public sealed class PeerExchangeTests
{
    private const int TestLimit = 20_000;

    [Theory(Timeout = TestLimit)]
    [InlineData("http://www.x.com", "/a.html?b=c")]
    [InlineData("https://www.x.com", "/%7Euser/../a//b?%2e#no")]
    [InlineData("https://www.x.com:8443", "/")]
    [InlineData("http://www.x.com:8000", "/?q=\"'<>|")]
    public async Task Request_OfAnyKey_ArrivesWithThatKey(string origin, string target)
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var key = new CacheKey(origin, target.Replace("#no", "", StringComparison.Ordinal));

        var result = await requester.RequestAsync(holder.Contact, Of(key, requester.Contact));

        Assert.Equal(PeerOutcome.NotHere, result.Outcome);
        Assert.Equal(key, holder.Service.Questions.Single().Request.Key);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_WithFieldsConditionsAndOffset_ArrivesAsItWasSent()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var fields = FieldList.Of(
            ("Accept-Encoding", "gzip"),
            ("Accept-Language", "de"),
            ("X-Name", "Andr\u00e9"),
            ("If-None-Match", "\"v1\", W/\"v2\""),
            ("If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT"),
            ("Via", "1.1 a"),
            ("CDN-Loop", "coral; net=\"n\"")
        );
        var asked = new PeerRequest(
            new CacheRequest(new CacheKey("http://www.x.com", "/a"), IsHead: false, fields),
            requester.Contact,
            Offset: 4_000_000_000,
            Validator: "\"v0\"",
            IsRelay: true
        );

        await requester.RequestAsync(holder.Contact, asked);

        var got = holder.Service.Questions.Single();
        Assert.Equal(asked.From, got.From);
        Assert.Equal((4_000_000_000, "\"v0\"", true), (got.Offset, got.Validator, got.IsRelay));
        Assert.Equal(
            fields.Select(line => (line.Name.ToUpperInvariant(), line.Value)).Order(),
            got.Request.Fields.Select(line => (line.Name.ToUpperInvariant(), line.Value)).Order()
        );
    }

    [Theory(Timeout = TestLimit)]
    [InlineData("max-age=0")]
    [InlineData("only-if-cached")]
    public async Task Request_WithDirectivesOfAClient_KeepsThem(string directives)
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var fields = FieldList.Of(
            ("Cache-Control", directives),
            ("Range", "bytes=1-2"),
            ("A\r\nB", "c"),
            ("D", "\r\n")
        );

        await requester.RequestAsync(
            holder.Contact,
            new PeerRequest(new CacheRequest(new CacheKey("http://www.x.com", "/a"), false, fields), requester.Contact)
        );

        var got = holder.Service.Questions.Single();
        Assert.Equal(directives, Assert.Single(got.Request.Fields).Value);
        Assert.Equal(0, got.Offset);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Response_NotHere_NamesTheSelectingFields()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Respond(_ => new PeerResponse<IBodyReader>
        {
            Outcome = PeerOutcome.NotHere,
            Vary = "Accept-Encoding, DNT",
        });

        var result = await requester.RequestAsync(holder);

        Assert.Equal((PeerOutcome.NotHere, "Accept-Encoding, DNT"), (result.Outcome, result.Vary));
    }

    [Fact(Timeout = TestLimit)]
    public async Task Response_Full_NamesTheReceivers()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        NodeContact[] others =
        [
            Contact(10, "192.0.2.7", 7400, new ServicePorts(7443, 8080, 5300)),
            Contact(11, "2001:db8::7", 65535, new ServicePorts(1, 0, 0)),
        ];
        holder.Service.Respond(_ => new PeerResponse<IBodyReader> { Outcome = PeerOutcome.Full, Others = others });

        var result = await requester.RequestAsync(holder);

        Assert.Equal(PeerOutcome.Full, result.Outcome);
        Assert.Equal(others, result.Others);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Response_FullWithACrowd_NamesSixteen()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var crowd = Enumerable
            .Range(1, 100)
            .Select(i => Contact((ulong)i, "2001:db8:1111:2222:3333:4444:5555:6666", 65535, new(65535, 65535, 65535)))
            .ToArray();
        holder.Service.Respond(_ => new PeerResponse<IBodyReader> { Outcome = PeerOutcome.Full, Others = crowd });

        var result = await requester.RequestAsync(holder);

        Assert.Equal(crowd.Take(16), result.Others);
    }

    [Theory(Timeout = TestLimit)]
    [InlineData(FetchFailure.NameNotResolved)]
    [InlineData(FetchFailure.TooLarge)]
    [InlineData(FetchFailure.Overloaded)]
    public async Task Response_OfAFailedOrigin_NamesTheFailure(FetchFailure failure)
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Respond(_ => new PeerResponse<IBodyReader>
        {
            Outcome = PeerOutcome.OriginFailed,
            Failure = failure,
        });

        var result = await requester.RequestAsync(holder);

        Assert.Equal((PeerOutcome.OriginFailed, failure), (result.Outcome, result.Failure));
    }

    [Theory(Timeout = TestLimit)]
    [InlineData(FetchFailure.Refused, 429, 59.2, 60.0)]
    [InlineData(FetchFailure.RedirectsBack, 0, 300.0, 300.0)]
    [InlineData(FetchFailure.RecentlyFailed, 0, 0.0, 0.0)]
    public async Task Response_OfAnAnswerRepeatedFromMemory_SaysForHowLong(
        FetchFailure failure,
        int status,
        double seconds,
        double received
    )
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Respond(_ => new PeerResponse<IBodyReader>
        {
            Outcome = PeerOutcome.OriginFailed,
            Failure = failure,
            RefusedWith = status,
            RetryAfter = TimeSpan.FromSeconds(seconds),
        });

        var result = await requester.RequestAsync(holder);

        Assert.Equal((failure, status), (result.Failure, result.RefusedWith));
        Assert.Equal(received, result.RetryAfter.TotalSeconds);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Response_ThatFailsAtThePeer_IsLoggedThereAndMissingHere()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Script = (_, _) => throw new InvalidOperationException("A fault of ours.");

        var result = await requester.RequestAsync(holder);

        Assert.Equal(PeerOutcome.Unreachable, result.Outcome);
        Assert.Contains(holder.Events.Events, e => e.Event == "AnswerFailed");
    }

    [Fact(Timeout = TestLimit)]
    public async Task SourceOf_APeerThatFollows_NamesItsSource()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var key = new CacheKey("https://www.x.com", "/a");
        var source = Contact(3, "127.0.0.9", 7400, new ServicePorts(7443, 0, 0));
        holder.Service.Sources[key] = source;

        Assert.Equal(source, await requester.Client.SourceOfAsync(holder.Contact, key, default));
        Assert.Null(await requester.Client.SourceOfAsync(holder.Contact, key with { Target = "/b" }, default));
        Assert.Empty(holder.Service.Questions);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_OfANodeWhoseAddressIsNowAnothers_IsUnreachable()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var gone = holder.Contact with { Id = new NodeId(Identifier.FromNumber(99)) };

        Assert.Equal(PeerOutcome.Unreachable, (await requester.RequestAsync(gone, requester.Request())).Outcome);
    }

    private static PeerRequest Of(CacheKey key, NodeContact from) =>
        new(new CacheRequest(key, false, FieldList.Empty), from);

    private static NodeContact Contact(ulong id, string address, int port, ServicePorts ports) =>
        new(new NodeId(Identifier.FromNumber(id)), NodeAddress.From(IPAddress.Parse(address), port), ports);
}
