namespace Coral.Node.Diagnosis.Queries;

/// <summary>The outcome of a query: a response, or the reason why there is none.</summary>
/// <param name="Reply">The response; <see langword="null"/> where none came.</param>
/// <param name="Problem">In a few words: <c>no answer within 2 s</c>.</param>
public sealed record DnsOutcome(DnsReply? Reply, string? Problem);
