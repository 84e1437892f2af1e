using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Index.Clusters;

/// <summary>What the keeping of clusters takes from the node.</summary>
/// <param name="Options">Diameters and times.</param>
/// <param name="Clock">The node's time.</param>
/// <param name="Random">Scatter and sampling.</param>
/// <param name="Tokens">Ids of new clusters.</param>
/// <param name="EnterAsync">Looks this node up at a level whose cluster it has just entered.</param>
internal sealed record ClusterTools(
    ClusterOptions Options,
    NodeClock Clock,
    Random Random,
    ITokenSource Tokens,
    Func<ClusterLevel, CancellationToken, Task> EnterAsync
)
{
    /// <summary>The wall clock, as clusters announce their age by it.</summary>
    public TimeSpan SinceEpoch => Clock.Provider.GetUtcNow() - DateTimeOffset.UnixEpoch;
}
