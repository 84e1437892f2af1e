using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Index.Rpc;

/// <summary>This node as others see it.</summary>
internal sealed record LocalNode(NodeId Id, NodeAddress Address, ServicePorts Ports)
{
    public NodeContact Contact => new(Id, Address, Ports);
}
