using Coral.Caching.Peers;

namespace Coral.Proxy.Peers;

/// <summary>A request whose seal was validated: it comes from a member of the network.</summary>
/// <param name="Request">The request that the seal covers.</param>
/// <param name="IsSourceQuery"><see langword="true"/> when only to say whom this node follows for it.</param>
/// <param name="Seal">The request's seal, which the response's seal covers.</param>
internal sealed record SealedPeerRequest(PeerRequest Request, bool IsSourceQuery, byte[] Seal);
