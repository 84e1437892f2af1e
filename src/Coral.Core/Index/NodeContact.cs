using Coral.Core.Identity;
using Coral.Core.Network;

namespace Coral.Core.Index;

/// <summary>How to reach a node: hearsay until an exchange with it has proved it.</summary>
/// <param name="Id">Who it says it is.</param>
/// <param name="Address">Where its index listens; its services are at the same address.</param>
/// <param name="Ports">What else it runs.</param>
public readonly record struct NodeContact(NodeId Id, NodeAddress Address, ServicePorts Ports);
