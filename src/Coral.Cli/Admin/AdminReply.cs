namespace Coral.Cli.Admin;

/// <summary>What a node answered.</summary>
/// <param name="Value">The object.</param>
/// <param name="Json">The same as the node wrote it.</param>
internal sealed record AdminReply<T>(T Value, string Json);
