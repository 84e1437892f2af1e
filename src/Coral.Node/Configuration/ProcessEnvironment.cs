namespace Coral.Node.Configuration;

/// <summary>The conditions that a process finds when it starts, as far as defaults depend on them.</summary>
/// <param name="Variables">All environment variables.</param>
/// <param name="IsOutputTerminal">A person reads standard output.</param>
public sealed record ProcessEnvironment(IReadOnlyDictionary<string, string?> Variables, bool IsOutputTerminal);
