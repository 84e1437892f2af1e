namespace Coral.Node.Admin.Dns;

/// <summary>The answer that a resolver would get.</summary>
/// <param name="Addresses">The proxies' addresses; none where no proxy is fit for it.</param>
/// <param name="TtlSeconds">Seconds for which the resolver may cache them.</param>
public sealed record AnswerView(IReadOnlyList<string> Addresses, double TtlSeconds);
