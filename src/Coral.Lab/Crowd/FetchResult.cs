namespace Coral.Lab.Crowd;

/// <summary>What one client met.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Source">Where the node had it from.</param>
/// <param name="FirstByte">Time to the first byte of the body.</param>
/// <param name="Elapsed">Time to the end.</param>
/// <param name="Note">What went wrong; empty when nothing did.</param>
public sealed record FetchResult(
    FetchOutcome Outcome,
    RequestSource Source,
    TimeSpan FirstByte,
    TimeSpan Elapsed,
    string Note
);
