using Coral.Core.Index;

namespace Coral.Index.Rpc;

/// <summary>The node that sends a request to our tables or our store: another node, or this one.</summary>
/// <param name="Contact">The node's id and address, as its datagram gave them.</param>
/// <param name="Transaction">Tells a repetition of a request from another request.</param>
/// <param name="SharesCluster">True if the node is in our cluster at the level of the request.</param>
internal readonly record struct Caller(NodeContact Contact, ulong Transaction, bool SharesCluster);
