using Coral.Core.Index;

namespace Coral.Dns.Clusters;

/// <summary>The members of one of our clusters, by what came when they were last asked. Immutable.</summary>
/// <param name="Level">Which.</param>
/// <param name="Diameter">Bound on the round trip between members.</param>
/// <param name="CheckedAt">When they were asked, as time since the server's start; nothing before the first
/// time.</param>
/// <param name="Nodes">Those that answered; never this node.</param>
/// <param name="Suspected">Those that did not, but so shortly before that they may still be named.</param>
/// <param name="Unresponsive">The others that did not.</param>
internal sealed record LevelSnapshot(
    ClusterLevel Level,
    TimeSpan Diameter,
    TimeSpan? CheckedAt,
    MonitoredNode[] Nodes,
    MonitoredNode[] Suspected,
    NodeContact[] Unresponsive
);
