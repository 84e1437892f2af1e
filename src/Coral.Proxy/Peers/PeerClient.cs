using System.Net;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Index;
using Coral.Core.Time;
using Coral.Proxy.Peers.Connections;
using Coral.Proxy.Peers.Wire;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.Peers;

/// <summary>Sends requests to other proxies, over one HTTP/2 connection to each. Any number of threads.</summary>
/// <remarks>
/// 1. Target: the peer port at the contact's address; on loopback only, where the network has no key.
/// 2. Connection: the open one, or a new one. While a request runs it is pinged, and closed after a silence.
/// 3. Request: an ordinary request, sealed.
/// 4. Response: accepted when its seal is right and its fields are complete.
/// </remarks>
public sealed partial class PeerClient : IPeerNetwork, IAsyncDisposable
{
    private readonly PeerMembership _membership;
    private readonly PeerConnectionPool _connections;
    private readonly PeerMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly PeerRequestWriter _messages;
    private readonly PeerResponseReader _responses;
    private readonly ILogger _logger;

    /// <summary>Creates a client.</summary>
    /// <param name="membership">The identity of this node, and the keys of the network.</param>
    /// <param name="connections">The connections to peers, which the client disposes.</param>
    /// <param name="maxObjectBytes">The largest object taken, as declared and as it runs.</param>
    /// <param name="metrics">The counters of requests and bytes.</param>
    /// <param name="clock">The clock for the age of seals and for time limits.</param>
    public PeerClient(
        PeerMembership membership,
        PeerConnectionPool connections,
        long maxObjectBytes,
        PeerMetrics metrics,
        TimeProvider clock,
        ILogger<PeerClient> logger
    )
    {
        ArgumentNullException.ThrowIfNull(membership);
        _membership = membership;
        _metrics = metrics;
        _clock = clock;
        _logger = logger;
        _connections = connections;
        var seal = new PeerSeal(membership.Keys);
        _messages = new PeerRequestWriter(seal, clock);
        _responses = new PeerResponseReader(seal, maxObjectBytes, metrics, clock, logger);
    }

    /// <summary>Peers that this node is connected to, or about to be.</summary>
    internal int Peers => _connections.Count;

    /// <inheritdoc />
    public async ValueTask<bool> ConnectAsync(NodeContact peer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TargetOf(peer) is not { } target || _connections.Enter(target) is not { } lease)
        {
            return false;
        }

        using var use = lease;
        return await lease.Link.ConnectAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<PeerResponse<IOriginBody>> RequestAsync(
        NodeContact peer,
        PeerRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = _clock.GetTimestamp();
        var result =
            await SendAsync(peer, request, isSourceQuery: false, Receive, cancellationToken)
            ?? new PeerResponse<IOriginBody> { Outcome = PeerOutcome.Unreachable };
        _metrics.Requested(result.Outcome, _clock.GetElapsedTime(started));
        return result;

        Task<PeerResponse<IOriginBody>?> Receive(UnverifiedResponse reply) =>
            _responses.ReadAsync(reply, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<NodeContact?> SourceOfAsync(
        NodeContact peer,
        CacheKey key,
        CancellationToken cancellationToken
    )
    {
        var request = new PeerRequest(new CacheRequest(key, IsHead: false, FieldList.Empty), _membership.Self());
        using var limit = new TimeLimit(_connections.DeadAfter, _clock, cancellationToken);
        try
        {
            return await SendAsync(peer, request, isSourceQuery: true, Receive, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        Task<NodeContact?> Receive(UnverifiedResponse reply) => Task.FromResult(_responses.ReadSource(reply));
    }

    /// <summary>Closes all connections.</summary>
    public ValueTask DisposeAsync()
    {
        _connections.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends a request, and reads the response with <paramref name="receive"/>.</summary>
    /// <returns>Nothing when the peer could not be reached, or was lost.</returns>
    private async Task<T?> SendAsync<T>(
        NodeContact peer,
        PeerRequest request,
        bool isSourceQuery,
        Func<UnverifiedResponse, Task<T?>> receive,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TargetOf(peer) is not { } target || _connections.Enter(target) is not { } lease)
        {
            return default;
        }

        using var use = lease;
        try
        {
            if (!await lease.Link.ConnectAsync(cancellationToken))
            {
                return default;
            }

            using var message = _messages.Create(target, request, isSourceQuery, out var seal);
            if (message is null)
            {
                return default;
            }

            var response = await _connections.SendAsync(message, lease, cancellationToken);
            return await receive(new UnverifiedResponse(response, peer, request, seal, lease));
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return default;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Log.PeerLost(_logger, peer.Id, target, exception.Message);
            return default;
        }
    }

    private IPEndPoint? TargetOf(NodeContact peer) =>
        peer.Ports.Peer == 0 || (_membership.IsLoopbackOnly && !peer.Address.IsLoopback)
            ? null
            : peer.Address.WithPort(peer.Ports.Peer).ToIPEndPoint();

    private static partial class Log
    {
        [LoggerMessage(1511, LogLevel.Debug, "Lost {Peer} at {EndPoint}: {Detail}", EventName = nameof(PeerLost))]
        public static partial void PeerLost(
            ILogger logger,
            Core.Identity.NodeId peer,
            IPEndPoint endPoint,
            string detail
        );
    }
}
