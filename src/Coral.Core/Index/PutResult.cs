namespace Coral.Core.Index;

/// <summary>The levels at which a put left its value.</summary>
/// <param name="StoredAt">
/// Levels at which some node stored it; empty when the key was full and loaded everywhere on the way.
/// </param>
/// <param name="Cost">The cost of the lookup.</param>
public sealed record PutResult(IReadOnlyList<ClusterLevel> StoredAt, LookupCost Cost);
