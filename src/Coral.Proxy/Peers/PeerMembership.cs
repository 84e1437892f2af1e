using Coral.Core.Index;

namespace Coral.Proxy.Peers;

/// <summary>The identity of this node among its peers, and the keys of the network.</summary>
/// <param name="Self">
/// The contact of this node; evaluated at every use, since its ports are known only after the start.
/// </param>
/// <param name="Keys">The network's keys: the first signs, all verify. None in a network without a key.</param>
/// <param name="IsLoopbackOnly">
/// :<see langword="true"/> for a network on this machine only, which sends nothing to other addresses and answers
/// none:: without a key anybody could seal.
/// </param>
public sealed record PeerMembership(Func<NodeContact> Self, IReadOnlyList<byte[]> Keys, bool IsLoopbackOnly);
