namespace Coral.Node.Admin.Dns;

/// <summary>Knowledge of the networks that an answer depends on.</summary>
/// <param name="Network">
/// The network that the round trip is to: the one that the resolver named where it is known, else the resolver's.
/// </param>
/// <param name="RoundTripMilliseconds">Least round-trip time to it; none where it is not known.</param>
/// <param name="Source">The source of the round-trip time: <c>none loopback gap tcp probe</c>.</param>
/// <param name="HintsNetwork">The network that hints are of: the one that the resolver named, or its own.</param>
/// <param name="Hints">Nodes that hints name as near it; none where hints have not been looked up.</param>
public sealed record KnownView(
    string Network,
    double? RoundTripMilliseconds,
    string Source,
    string HintsNetwork,
    int? Hints
);
