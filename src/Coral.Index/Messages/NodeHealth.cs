using Coral.Core.Index;

namespace Coral.Index.Messages;

/// <summary>A node's health, by its own account.</summary>
/// <param name="Conditions">The reasons against sending it clients.</param>
/// <param name="Uptime">Its running time; whole seconds on the wire.</param>
internal readonly record struct NodeHealth(NodeConditions Conditions, TimeSpan Uptime);
