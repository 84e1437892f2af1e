using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Coral.Proxy.Peers.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A proxy's side towards its peers: a real server with a scripted service behind it, and a client.</summary>
internal sealed class PeerUnderTest : IAsyncDisposable
{
    public static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Lazy<PeerClient> _client;
    private PeerServer? _server;

    public PeerUnderTest(ulong id = 1, TimeProvider? clock = null)
    {
        Id = new NodeId(Identifier.FromNumber(id));
        Clock = clock ?? TimeProvider.System;
        _client = new Lazy<PeerClient>(CreateClient);
    }

    public NodeId Id { get; }

    public TimeProvider Clock { get; }

    public PeerOptions Options { get; } = new() { Listen = new IPEndPoint(IPAddress.Loopback, 0) };

    public IReadOnlyList<byte[]> Keys { get; set; } = [Key];

    public bool IsLoopbackOnly { get; set; }

    public long MaxObjectBytes { get; set; } = 50 * 1024 * 1024;

    public ISocketConnector Connector { get; set; } = new SocketConnector();

    public ScriptedPeerService Service { get; } = new();

    public EventLog Events { get; } = new();

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public PeerServer Server => _server!;

    public PeerClient Client => _client.Value;

    /// <summary>How others reach it: its index is said to listen at the port of its peers' side.</summary>
    public NodeContact Contact =>
        _server is null
            ? new NodeContact(Id, NodeAddress.From(IPAddress.Loopback, 7400), default)
            : new NodeContact(
                Id,
                NodeAddress.From(Server.EndPoint.Address, 7400),
                new ServicePorts((ushort)Server.EndPoint.Port, 8080, 0)
            );

    /// <summary>A started peer.</summary>
    public static async Task<PeerUnderTest> StartAsync(ulong id = 1, TimeProvider? clock = null)
    {
        var peer = new PeerUnderTest(id, clock);
        await peer.StartAsync();
        return peer;
    }

    public async Task StartAsync()
    {
        _server = new PeerServer(Membership(), Service, Options, new PeerMetrics(Meters), Clock, Events);
        await _server.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks <paramref name="peer"/> for an object.</summary>
    public Task<PeerResponse<IOriginBody>> RequestAsync(
        PeerUnderTest peer,
        string target = "/a",
        bool isHead = false
    ) => RequestAsync(peer.Contact, Request(target, isHead));

    public Task<PeerResponse<IOriginBody>> RequestAsync(NodeContact peer, PeerRequest request) =>
        Client.RequestAsync(peer, request, TestContext.Current.CancellationToken);

    public PeerRequest Request(string target = "/a", bool isHead = false) =>
        new(new CacheRequest(new CacheKey("http://www.x.com", target), isHead, FieldList.Empty), Contact);

    public PeerMembership Membership() => new(() => Contact, Keys, IsLoopbackOnly);

    /// <summary>A complete copy with its digests.</summary>
    public static PeerResponse<IBodyReader> Complete(
        byte[] body,
        Action? release = null,
        long start = 0,
        params ReadOnlySpan<(string Name, string Value)> fields
    )
    {
        var chunks = body.Chunk(StoredBody.SegmentBytes).SelectMany(chunk => SHA256.HashData(chunk)).ToArray();
        return new PeerResponse<IBodyReader>
        {
            Release = release,
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(
                200,
                FieldList.Of([("Date", "Fri, 02 Jan 2026 03:04:05 GMT"), .. fields]).With("Age", "7")
            ),
            Body = StoredBody.Of(body),
            Start = start,
            Digests = new ContentDigests(body.Length, chunks, SHA256.HashData(body)),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_client.IsValueCreated)
        {
            await Client.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await _services.DisposeAsync();
    }

    private PeerClient CreateClient()
    {
        var metrics = new PeerMetrics(Meters);
        var connections = new PeerConnectionPool(Options, Connector, metrics, Clock);
        return new PeerClient(
            Membership(),
            connections,
            MaxObjectBytes,
            metrics,
            Clock,
            Events.CreateLogger<PeerClient>()
        );
    }
}
