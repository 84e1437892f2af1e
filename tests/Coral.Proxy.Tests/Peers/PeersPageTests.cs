using System.Net;
using System.Security.Cryptography;
using System.Text;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Proxy.Peers;
using Coral.Proxy.Peers.Wire;
using Coral.Proxy.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Proxy.Tests.Peers;

/// <summary>The examples of docs/peers.md are what the code writes.</summary>
public sealed class PeersPageTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly NodeContact Requester = new(
        new NodeId(Identifier.FromNumber(2)),
        NodeAddress.From(IPAddress.Parse("192.0.2.2"), 7400),
        new ServicePorts(7443, 8080, 0)
    );

    private readonly PeerSeal _seal = new([PeerUnderTest.Key]);

    [Fact]
    public void Request_OnThePage_IsTheOneSent()
    {
        using var message = Ask();

        var text = new StringBuilder($"GET {message.RequestUri!.PathAndQuery}\n");
        text.Append($":authority: {message.Headers.Host}\n:scheme: {message.RequestUri.Scheme}\n");
        foreach (var (name, values) in message.Headers.NonValidated.Where(field => field.Key != "Host"))
        {
            text.Append($"{name}: {values}\n");
        }

        Assert.Equal(text.ToString(), OnThePage("question"));
    }

    [Fact]
    public async Task Response_OnThePage_IsTheOneSent()
    {
        var connection = await AnswerAsync(Complete());

        Assert.Equal(Written(connection), OnThePage("answer"));
    }

    [Fact]
    public async Task Trailer_OnThePage_IsWhatIsWritten()
    {
        var connection = await AnswerAsync(Growing());
        var trailers = connection.Get<IHttpResponseTrailersFeature>()!.Trailers;

        Assert.Equal(Lines(trailers), OnThePage("trailer"));
    }

    private HttpRequestMessage Ask() =>
        new PeerRequestWriter(_seal, new FixedClock(Now)).Create(
            new IPEndPoint(IPAddress.Loopback, 7443),
            new PeerRequest(
                new CacheRequest(
                    new CacheKey("https://www.x.com", "/a.html"),
                    IsHead: false,
                    FieldList.Of(("Accept-Encoding", "gzip"))
                ),
                Requester,
                Offset: 65536,
                Validator: "\"v1\""
            ),
            isSourceQuery: false,
            out _
        )!;

    private async Task<FakeConnection> AnswerAsync(PeerResponse<IBodyReader> answer)
    {
        using var message = Ask();
        var connection = new FakeConnection("/a.html", "www.x.com");
        var request = connection.Get<IHttpRequestFeature>()!;
        foreach (var (name, values) in message.Headers.NonValidated)
        {
            request.Headers[name] = values.ToString();
        }

        connection.Set<IHttpResponseTrailersFeature>(new Trailing());
        using var peer = new NoMeters();
        var membership = new PeerMembership(
            () => Requester with { Id = new NodeId(Identifier.FromNumber(1)) },
            [PeerUnderTest.Key],
            IsLoopbackOnly: false
        );
        var pipeline = new PeerPipeline(
            new PeerRequestReader(_seal, isLoopbackOnly: false),
            new ScriptedPeerService { Script = (_, _) => Task.FromResult(answer) },
            new PeerResponseWriter(membership, _seal),
            new PeerMetrics(peer.Factory),
            new FixedClock(Now),
            NullLogger.Instance
        );
        await pipeline.ProcessRequestAsync(pipeline.CreateContext(connection));
        return connection;
    }

    private static readonly byte[] Body = new byte[100_000];

    private static ResponseHead HeadOfAge(string age) =>
        new(
            200,
            FieldList.Of(
                ("Accept-Ranges", "bytes"),
                ("Age", age),
                ("Cache-Control", "max-age=3600"),
                ("Date", "Fri, 02 Jan 2026 03:00:00 GMT"),
                ("ETag", "\"v1\"")
            )
        );

    private static PeerResponse<IBodyReader> Complete()
    {
        var chunks = Body.Chunk(StoredBody.SegmentBytes).SelectMany(chunk => SHA256.HashData(chunk)).ToArray();
        return new PeerResponse<IBodyReader>
        {
            Outcome = PeerOutcome.Answered,
            Head = HeadOfAge("12"),
            Body = StoredBody.Of(Body),
            Start = 65536,
            Digests = new ContentDigests(Body.Length, chunks, SHA256.HashData(Body)),
        };
    }

    private static PeerResponse<IBodyReader> Growing() =>
        new()
        {
            Outcome = PeerOutcome.Answered,
            Head = HeadOfAge("0"),
            Body = StoredBody.Of(Body),
            Start = 65536,
            FinalDigest = () => SHA256.HashData(Body),
        };

    private static string Written(FakeConnection connection) => $"{connection.StatusCode}\n{Lines(connection.Headers)}";

    private static string Lines(IHeaderDictionary headers) =>
        string.Concat(
            headers
                .OrderBy(field => field.Key == PeerFields.Peer)
                .ThenBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => $"{field.Key}: {field.Value}\n")
        );

    private static string OnThePage(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Coral.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        var block = File.ReadLines(Path.Combine(folder, "docs", "peers.md"))
            .SkipWhile(line => line != $"```{name}")
            .Skip(1)
            .TakeWhile(line => line != "```");
        return string.Concat(block.Select(line => line + "\n"));
    }

    private sealed class Trailing : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
    }
}
