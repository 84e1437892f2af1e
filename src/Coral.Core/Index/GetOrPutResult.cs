namespace Coral.Core.Index;

/// <summary>The result of a get-or-put: the lease, or the values that came before it.</summary>
/// <param name="Outcome">First, found or undecided.</param>
/// <param name="Values">
/// The values that came before the caller's own; empty unless <see cref="GetOrPutOutcome.Found"/>.
/// </param>
/// <param name="Level">The level where the values were found, else the farthest level visited.</param>
/// <param name="Cost">The cost of the lookup.</param>
public sealed record GetOrPutResult(
    GetOrPutOutcome Outcome,
    IReadOnlyList<IndexValue> Values,
    ClusterLevel Level,
    LookupCost Cost
);
