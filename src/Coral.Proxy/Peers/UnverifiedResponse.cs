using Coral.Caching.Peers;
using Coral.Core.Index;
using Coral.Proxy.Peers.Connections;

namespace Coral.Proxy.Peers;

/// <summary>A response to a request of ours, before anything of it is believed.</summary>
/// <param name="Response">The response, whose header has arrived; to be disposed.</param>
/// <param name="Peer">The peer that the request was sent to.</param>
/// <param name="Request">The request that was sent.</param>
/// <param name="Seal">The seal of the request, which that of the response must cover.</param>
/// <param name="Lease">The use of the connection, which keeps it open.</param>
internal sealed record UnverifiedResponse(
    HttpResponseMessage Response,
    NodeContact Peer,
    PeerRequest Request,
    byte[] Seal,
    PeerConnectionUse Lease
);
