using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Index;
using Coral.Simulation.Network;

namespace Coral.Simulation.Web;

/// <summary>The peer services of all nodes, and the requests between them over a <see cref="SimulatedWeb"/>.</summary>
public sealed class SimulatedPeers(SimulatedWeb web, SimulatedNetwork network)
{
    private readonly Dictionary<int, IPeerService> _services = [];

    /// <summary>The uploads between the peers.</summary>
    public Uploads Uploads { get; } = new();

    /// <summary>The peer network of the node at <paramref name="place"/>.</summary>
    public IPeerNetwork NetworkOf(int place) => new SimulatedPeerClient(this, place);

    /// <summary>Registers the peer service of the node at <paramref name="place"/>.</summary>
    public void Serve(int place, IPeerService service) => _services[place] = service;

    /// <summary>The service of the node at <paramref name="place"/>, without the way to it.</summary>
    internal IPeerService ServiceOf(int place) => _services[place];

    private int PlaceOf(NodeContact peer) => network.NodeAt(peer.Address);

    private async Task<PeerResponse<IOriginBody>> RequestAsync(
        int from,
        int to,
        PeerRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!await web.Connections.OpenAsync(from, to, cancellationToken))
        {
            return new PeerResponse<IOriginBody> { Outcome = PeerOutcome.Unreachable };
        }

        PeerResponse<IBodyReader>? response = null;
        var incoming = await web.RequestAsync(from, to, ServeAsync, cancellationToken);
        return incoming is null
            ? new PeerResponse<IOriginBody> { Outcome = PeerOutcome.Unreachable }
            : response!.Received<IOriginBody>(
                response.Outcome == PeerOutcome.Answered ? incoming : null,
                () => incoming.Digest
            );

        async Task<OutgoingResponse> ServeAsync(CancellationToken gone)
        {
            response = await _services[to].RespondAsync(request, gone);
            return Response(to, request, response);
        }
    }

    /// <summary>The chunks' digests travel before the body of a complete copy.</summary>
    private OutgoingResponse Response(int place, PeerRequest request, PeerResponse<IBodyReader> response)
    {
        var header = WebConditions.HeaderBytes + (response.Digests?.Chunks.Length ?? 0);
        return response.Body is { } body && !request.Request.IsHead
            ? new OutgoingResponse(
                header,
                body,
                response.Start,
                Trailer,
                new Upload(Uploads, place, request.Request.Key, response)
            )
            : new OutgoingResponse(header, Release: response);

        ReadOnlyMemory<byte> Trailer() => response.Digests?.Whole ?? response.FinalDigest();
    }

    private async ValueTask<NodeContact?> SourceOfAsync(
        int from,
        int to,
        CacheKey key,
        CancellationToken cancellationToken
    )
    {
        NodeContact? source = null;
        return
            await web.Connections.OpenAsync(from, to, cancellationToken)
            && await web.RequestAsync(from, to, _ => Task.FromResult(Serve()), cancellationToken) is not null
            ? source
            : null;

        OutgoingResponse Serve()
        {
            source = _services[to].SourceOf(key);
            return new OutgoingResponse(WebConditions.HeaderBytes);
        }
    }

    private sealed class SimulatedPeerClient(SimulatedPeers peers, int place) : IPeerNetwork
    {
        public ValueTask<bool> ConnectAsync(NodeContact peer, CancellationToken cancellationToken) =>
            peers.ConnectAsync(place, peer, cancellationToken);

        public Task<PeerResponse<IOriginBody>> RequestAsync(
            NodeContact peer,
            PeerRequest request,
            CancellationToken cancellationToken
        ) => peers.RequestAsync(place, peers.PlaceOf(peer), request, cancellationToken);

        public ValueTask<NodeContact?> SourceOfAsync(
            NodeContact peer,
            CacheKey key,
            CancellationToken cancellationToken
        ) => peers.SourceOfAsync(place, peers.PlaceOf(peer), key, cancellationToken);
    }

    private ValueTask<bool> ConnectAsync(int from, NodeContact peer, CancellationToken cancellationToken) =>
        web.Connections.OpenAsync(from, PlaceOf(peer), cancellationToken);

    /// <summary>One copy that is being sent to a peer.</summary>
    private sealed class Upload : IDisposable
    {
        private readonly Uploads _uploads;
        private readonly int _place;
        private readonly CacheKey _key;
        private readonly PeerResponse<IBodyReader> _response;

        public Upload(Uploads uploads, int place, CacheKey key, PeerResponse<IBodyReader> response)
        {
            (_uploads, _place, _key, _response) = (uploads, place, key, response);
            uploads.Begin(place, key);
        }

        public void Dispose()
        {
            _uploads.End(_place, _key);
            _response.Dispose();
        }
    }
}
