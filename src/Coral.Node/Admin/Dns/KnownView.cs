namespace Coral.Node.Admin.Dns;

/// <summary>What is known of the network that an answer is for.</summary>
/// <param name="Network">The resolver's network, or the one that it named.</param>
/// <param name="RoundTripMilliseconds">Least round-trip time to it; none where it is not known.</param>
/// <param name="Source">How that became known: <c>none loopback gap tcp probe</c>.</param>
/// <param name="Hints">Nodes that hints name as near it; none where hints have not been looked up.</param>
public sealed record KnownView(string Network, double? RoundTripMilliseconds, string Source, int? Hints);
