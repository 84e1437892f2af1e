using Coral.Index.Routing;

namespace Coral.Index.Rpc;

/// <summary>What the asking and the answering side of one node share.</summary>
internal sealed record RpcParts(MessageComposer Composer, DatagramSender Sender, PeerTable Peers, bool IsAuthentic);
