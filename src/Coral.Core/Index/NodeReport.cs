namespace Coral.Core.Index;

/// <summary>A node's answer to a health check.</summary>
/// <param name="Ports">The services that it runs now.</param>
/// <param name="Conditions">The reasons not to name the node in DNS answers.</param>
/// <param name="Uptime">The time since the node started.</param>
public readonly record struct NodeReport(ServicePorts Ports, NodeConditions Conditions, TimeSpan Uptime);
