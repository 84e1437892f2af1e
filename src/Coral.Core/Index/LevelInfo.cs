namespace Coral.Core.Index;

/// <summary>One level of the hierarchy as this node sees it.</summary>
/// <param name="Level">The level, 0 counted.</param>
/// <param name="Diameter">Bound on the round-trip time between members; infinite at level 0.</param>
/// <param name="ClusterId">The cluster this node is in; the point zero at level 0.</param>
/// <param name="SizeEstimate">Members, estimated from the routing table; this node counts.</param>
public sealed record LevelInfo(ClusterLevel Level, TimeSpan Diameter, Identity.Identifier ClusterId, int SizeEstimate);
