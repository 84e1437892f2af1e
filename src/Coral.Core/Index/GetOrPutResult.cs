namespace Coral.Core.Index;

/// <summary>Who came first.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Values">
/// The values that came before the caller's own; empty unless <see cref="GetOrPutOutcome.Found"/>.
/// </param>
/// <param name="Level">The level that decided.</param>
/// <param name="Cost">What it cost.</param>
public sealed record GetOrPutResult(
    GetOrPutOutcome Outcome,
    IReadOnlyList<IndexValue> Values,
    ClusterLevel Level,
    LookupCost Cost
);
