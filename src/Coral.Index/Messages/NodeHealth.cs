using Coral.Core.Index;

namespace Coral.Index.Messages;

/// <summary>A node's health, as the node reports it.</summary>
/// <param name="Conditions">The reasons against sending clients to the node.</param>
/// <param name="Uptime">The time since the node's start; whole seconds on the wire.</param>
internal readonly record struct NodeHealth(NodeConditions Conditions, TimeSpan Uptime);
