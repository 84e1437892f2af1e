using Coral.Lab.Network;

namespace Coral.Lab.Naming;

/// <summary>What a node's name server said of a host.</summary>
/// <param name="Server">Who was asked.</param>
/// <param name="AskedAt">When, by the clock of the lab.</param>
/// <param name="Proxies">Whom it named, in its order.</param>
/// <param name="Down">Nodes that were down when it was asked: since when, by the clock of the lab.</param>
/// <param name="Problem">Why there is no answer.</param>
public sealed record LabDnsAnswer(
    LabNode Server,
    long AskedAt,
    IReadOnlyList<NamedProxy> Proxies,
    IReadOnlyList<long> Down,
    string? Problem
);
