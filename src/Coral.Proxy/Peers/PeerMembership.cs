using Coral.Core.Index;

namespace Coral.Proxy.Peers;

/// <summary>Who this node is among its peers, and what proves it.</summary>
/// <param name="Self">How others reach this node; asked at every use, for ports are known after the start only.</param>
/// <param name="Keys">The network's keys: the first signs, all verify. None in a network without a key.</param>
/// <param name="IsLoopbackOnly">
/// Whether the network is this machine's own, so that nobody at another address is asked or answered: without a key
/// anybody could seal.
/// </param>
public sealed record PeerMembership(Func<NodeContact> Self, IReadOnlyList<byte[]> Keys, bool IsLoopbackOnly);
