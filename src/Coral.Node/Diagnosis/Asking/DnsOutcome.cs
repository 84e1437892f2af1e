namespace Coral.Node.Diagnosis.Asking;

/// <summary>The outcome of a query: a response, or the reason why there is none.</summary>
/// <param name="Reply">The answer.</param>
/// <param name="Problem">In a few words: <c>no answer within 2 s</c>.</param>
public sealed record DnsOutcome(DnsReply? Reply, string? Problem);
