namespace Coral.Node.Diagnosis.Asking;

/// <summary>What came of a query: an answer, or why there is none.</summary>
/// <param name="Reply">The answer.</param>
/// <param name="Problem">In a few words: <c>no answer within 2 s</c>.</param>
public sealed record DnsOutcome(DnsReply? Reply, string? Problem);
