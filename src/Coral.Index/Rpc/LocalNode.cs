using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Index.Rpc;

/// <summary>This node's id, address and ports, as its messages announce them.</summary>
internal sealed record LocalNode(NodeId Id, NodeAddress Address, ServicePorts Ports)
{
    public NodeContact Contact => new(Id, Address, Ports);
}
