using System.Net;
using System.Net.Sockets;
using Coral.Core.Index;
using Coral.Node;
using Coral.Node.Clients;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Node.Index;
using Coral.Node.Zones;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Peers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>
/// A whole node in this process, on real sockets, and a client that sends it names it would not resolve.
/// </summary>
internal sealed class NodeUnderTest : IAsyncDisposable
{
    /// <summary>The host whose origin is pinned to the address that the test gives.</summary>
    public const string Site = "site.test";

    private readonly CoralNode _node;
    private readonly UpDownGauge _waiting;
    private readonly UpDownGauge _queued;
    private readonly StoredEntries _stored;

    private NodeUnderTest(CoralNode node, StoredEntries stored)
    {
        _node = node;
        _waiting = new UpDownGauge(node.Meters, "coral.caching.requests.waiting");
        _queued = new UpDownGauge(node.Meters, "coral.caching.requests.queued");
        _stored = stored;
        _stored.Observe(node.Meters);
        Http = node.Listening.Of("--http")[0];
        Http2 = node.Listening.Of("--http2") is [var http2] ? http2 : null;
        Client = NodeClient.Create(Http);
    }

    /// <summary>Where it serves HTTP/1.1.</summary>
    public IPEndPoint Http { get; }

    /// <summary>Where it serves HTTP/2 without TLS, if it does.</summary>
    public IPEndPoint? Http2 { get; }

    /// <summary>Connects to the node whatever the URL's host is.</summary>
    public HttpClient Client { get; }

    /// <summary>How other nodes reach it.</summary>
    public NodeContact Contact => _node.Contact;

    /// <summary>
    /// Starts a node whose <see cref="Site"/> is at <paramref name="origin"/>. Completes when it has found its network,
    /// where it is told of one.
    /// </summary>
    public static async Task<NodeUnderTest> StartAsync(IPEndPoint origin, NodeSetup? setup = null)
    {
        setup ??= new NodeSetup();
        var pins = new Dictionary<string, IPEndPoint>(setup.Pins) { [Site] = origin };
        var settings = new NodeSettings(
            new ZoneOptions { Zones = setup.Zones },
            new ListenerOptions
            {
                Http = [new IPEndPoint(IPAddress.Loopback, setup.Port)],
                Http2 = setup.Http2 ? new IPEndPoint(IPAddress.Loopback, 0) : null,
            },
            new AccessLogOptions { Destination = setup.AccessLog ?? AccessLogOptions.Off },
            setup.Cache,
            new PeerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
            setup.Origin with
            {
                Pins = [.. pins.Select(pin => $"{pin.Key}={pin.Value}")],
            }
        );
        if (setup.NetworkKey is { } key)
        {
            settings = settings.With(
                new NodeIndexOptions
                {
                    Listen = new IPEndPoint(IPAddress.Loopback, 0),
                    Join = setup.Join is { } known ? [HostPort.Of(known.Contact.Address.ToIPEndPoint())] : [],
                    NetworkKey = key,
                }
            );
        }

        var (stored, joined) = (new StoredEntries(), new JoinSignal());
        var node = await CoralNode.CreateAsync(
            settings,
            new SystemTokenSource(),
            setup.Clock,
            NullLoggerFactory.Instance,
            new NodeNetwork
            {
                Resolver = setup.Resolver,
                CacheEvents = stored,
                IndexEvents = joined,
                WrapPeerService = setup.WrapPeerService,
            }
        );
        await node.StartAsync(TestContext.Current.CancellationToken);
        if (setup.Join is not null)
        {
            await joined.Task.WaitAsync(TestContext.Current.CancellationToken);
        }

        return new NodeUnderTest(node, stored);
    }

    /// <summary>The URL of a path and query of a host, through this node.</summary>
    public Uri Url(string target, string host = Site) => new($"http://{host}.localhost:{Http.Port}{target}");

    /// <summary>Asks for a path and query of <see cref="Site"/>.</summary>
    /// <returns>The response as soon as its header is here.</returns>
    public async Task<HttpResponseMessage> GetAsync(
        string target,
        Action<HttpRequestMessage>? change = null,
        HttpMethod? method = null
    )
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, Url(target));
        change?.Invoke(request);
        return await Client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>
    /// As <see cref="GetAsync"/>, and waits until the whole body is here and the store holds so many responses.
    /// </summary>
    /// <remarks>A client has the last byte a moment before the store has the response.</remarks>
    public async Task<HttpResponseMessage> StoreAsync(
        string target,
        Action<HttpRequestMessage>? change = null,
        int entries = 1
    )
    {
        var response = await GetAsync(target, change);
        await response.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        await StoredAsync(entries);
        return response;
    }

    /// <summary>Waits until the store holds at least this many responses.</summary>
    public Task StoredAsync(int entries) => _stored.ReachAsync(entries);

    /// <summary>Waits until this many requests wait for an origin's header, their own request's or another's.</summary>
    public Task WaitingAsync(int requests) => _waiting.ReachesAsync(requests);

    /// <summary>Waits until this many requests wait for their turn at an origin.</summary>
    public Task QueuedAsync(int requests) => _queued.ReachesAsync(requests);

    /// <summary>Tells the node to stop.</summary>
    public Task StopAsync() => _node.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until the node takes no new connection.</summary>
    public async Task RefusesConnectionsAsync()
    {
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(Http, TestContext.Current.CancellationToken);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _waiting.Dispose();
        _queued.Dispose();
        _stored.Dispose();
        await _node.DisposeAsync();
    }
}
