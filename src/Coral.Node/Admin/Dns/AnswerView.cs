namespace Coral.Node.Admin.Dns;

/// <summary>What a resolver would be answered.</summary>
/// <param name="Addresses">The proxies' addresses; none where no proxy is fit for it.</param>
/// <param name="TtlSeconds">How long the resolver may keep them.</param>
public sealed record AnswerView(IReadOnlyList<string> Addresses, double TtlSeconds);
