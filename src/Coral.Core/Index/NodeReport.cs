namespace Coral.Core.Index;

/// <summary>A node's answer to a health check.</summary>
/// <param name="Ports">The services that it runs now.</param>
/// <param name="Conditions">What speaks against naming it.</param>
/// <param name="Uptime">How long it has been running.</param>
public readonly record struct NodeReport(ServicePorts Ports, NodeConditions Conditions, TimeSpan Uptime);
