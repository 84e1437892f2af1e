using Coral.Core.Index;

namespace Coral.Dns.Redirection;

/// <summary>The nodes that hints name for a network. Immutable.</summary>
/// <param name="Contacts">All of them.</param>
/// <param name="Nodes">Those that answered when they were last asked.</param>
/// <param name="Servers">Those of them that serve DNS, for the zone of level 1.</param>
/// <param name="FoundAt">When they were looked up, as time since the server's start.</param>
/// <param name="CheckedAt">When they were asked.</param>
internal sealed record Nearby(
    IReadOnlyList<NodeContact> Contacts,
    WatchedNode[] Nodes,
    LevelServers? Servers,
    TimeSpan FoundAt,
    TimeSpan CheckedAt
);
