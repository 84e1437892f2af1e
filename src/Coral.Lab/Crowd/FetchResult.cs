namespace Coral.Lab.Crowd;

/// <summary>The result of one client's fetch.</summary>
/// <param name="Outcome">Right, wrong or failed.</param>
/// <param name="Source">The source that the node named.</param>
/// <param name="FirstByte">Time to the first byte of the body.</param>
/// <param name="Elapsed">Time to the last byte, or to the failure.</param>
/// <param name="Note">The problem; empty when there was none.</param>
public sealed record FetchResult(
    FetchOutcome Outcome,
    RequestSource Source,
    TimeSpan FirstByte,
    TimeSpan Elapsed,
    string Note
);
