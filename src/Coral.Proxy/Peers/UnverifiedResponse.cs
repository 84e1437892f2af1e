using Coral.Caching.Peers;
using Coral.Core.Index;
using Coral.Proxy.Peers.Connections;

namespace Coral.Proxy.Peers;

/// <summary>A response to a request of ours, before anything of it is believed.</summary>
/// <param name="Response">Its header has come; to be disposed.</param>
/// <param name="Peer">Who was asked.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Seal">The request's seal.</param>
/// <param name="Lease">The connection in use.</param>
internal sealed record UnverifiedResponse(
    HttpResponseMessage Response,
    NodeContact Peer,
    PeerRequest Request,
    byte[] Seal,
    PeerConnectionUse Lease
);
