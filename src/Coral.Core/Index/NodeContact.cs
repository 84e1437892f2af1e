using Coral.Core.Identity;
using Coral.Core.Network;

namespace Coral.Core.Index;

/// <summary>A node's id and address: not validated until an exchange with it.</summary>
/// <param name="Id">The id that the node claims; nothing proves it.</param>
/// <param name="Address">The endpoint of the node's index; its services are at the same address.</param>
/// <param name="Ports">The ports of its other services.</param>
public readonly record struct NodeContact(NodeId Id, NodeAddress Address, ServicePorts Ports);
