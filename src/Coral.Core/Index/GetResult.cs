namespace Coral.Core.Index;

/// <summary>The result of a get.</summary>
/// <param name="Values">Some of the key's values, all from one node; empty when none was found.</param>
/// <param name="Level">The level they were found at; <see cref="ClusterLevel.Global"/> when none was found.</param>
/// <param name="Cost">The cost of the lookup.</param>
public sealed record GetResult(IReadOnlyList<IndexValue> Values, ClusterLevel Level, LookupCost Cost);
