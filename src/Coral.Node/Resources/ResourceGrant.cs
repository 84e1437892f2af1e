using Coral.Node.Configuration;

namespace Coral.Node.Resources;

/// <summary>A limit that was configured, and what the process can keep of it.</summary>
/// <param name="Demand">The use of descriptors or memory that asked for it.</param>
/// <param name="Wanted">The limit as configured.</param>
/// <param name="Given">The limit that the node holds.</param>
internal sealed record ResourceGrant(ResourceDemand Demand, long Wanted, long Given);
