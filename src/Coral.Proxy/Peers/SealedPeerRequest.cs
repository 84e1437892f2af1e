using Coral.Caching.Peers;

namespace Coral.Proxy.Peers;

/// <summary>A request that was proved to come from a member.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="AsksForSource">Whether only to say whom this node follows for it.</param>
/// <param name="Seal">The request's seal, which the answer's seal is over.</param>
internal sealed record SealedPeerRequest(PeerRequest Request, bool AsksForSource, byte[] Seal);
