using Coral.Core.Index;

namespace Coral.Index.Messages;

/// <summary>How a node is, by its own account.</summary>
/// <param name="Conditions">What speaks against sending it anybody.</param>
/// <param name="Uptime">How long it has been running; whole seconds on the wire.</param>
internal readonly record struct NodeHealth(NodeConditions Conditions, TimeSpan Uptime);
