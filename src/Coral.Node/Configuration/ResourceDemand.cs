namespace Coral.Node.Configuration;

/// <summary>A limit among the options that the node must be able to keep, with what the process has.</summary>
/// <param name="Resource">The resource that is taken.</param>
/// <param name="What">The use of it, as it follows a number: <c>connections of clients</c>.</param>
/// <param name="Least">The least with which the node can work.</param>
/// <param name="Wanted">The limit as configured; <see langword="null"/> in a node without the part.</param>
/// <param name="Granted">The settings with a lower limit in its place.</param>
public sealed record ResourceDemand(
    Resource Resource,
    string What,
    long Least,
    Func<NodeSettings, long?> Wanted,
    Func<NodeSettings, long, NodeSettings> Granted
);
