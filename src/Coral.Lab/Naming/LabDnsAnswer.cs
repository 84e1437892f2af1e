using Coral.Lab.Network;

namespace Coral.Lab.Naming;

/// <summary>The answer of a node's DNS server for a host.</summary>
/// <param name="Server">The node that was asked.</param>
/// <param name="QueriedAt">The timestamp of the query, by the clock of the lab.</param>
/// <param name="Proxies">The proxies it named, in its order.</param>
/// <param name="Down">Nodes that were down when it was asked: since when, by the clock of the lab.</param>
/// <param name="Problem">The reason why there is no answer.</param>
public sealed record LabDnsAnswer(
    LabNode Server,
    long QueriedAt,
    IReadOnlyList<NamedProxy> Proxies,
    IReadOnlyList<long> Down,
    string? Problem
);
