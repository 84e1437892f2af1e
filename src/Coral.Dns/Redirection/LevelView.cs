using Coral.Core.Index;

namespace Coral.Dns.Redirection;

/// <summary>The members of one of our clusters, by what came when they were last asked. Immutable.</summary>
/// <param name="Level">Which.</param>
/// <param name="Diameter">Bound on the round trip between members.</param>
/// <param name="CheckedAt">When they were asked, as time since the server's start; nothing before the first
/// time.</param>
/// <param name="Nodes">Those that answered; never this node.</param>
/// <param name="Doubtful">Those that did not, but so shortly before that they may still be named.</param>
/// <param name="Silent">The others that did not.</param>
internal sealed record LevelView(
    ClusterLevel Level,
    TimeSpan Diameter,
    TimeSpan? CheckedAt,
    WatchedNode[] Nodes,
    WatchedNode[] Doubtful,
    NodeContact[] Silent
);
