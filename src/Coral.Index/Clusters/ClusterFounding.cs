using System.Collections.Immutable;
using Coral.Core.Identity;
using Coral.Index.Routing;

namespace Coral.Index.Clusters;

/// <summary>New clusters: a random id, founded now, of one member.</summary>
internal static class ClusterFounding
{
    /// <summary>A cluster of one's own.</summary>
    public static ClusterInfo Found(ITokenSource tokens, TimeProvider clock) =>
        new(NodeId.Draw(tokens).Point, (uint)clock.GetUtcNow().ToUnixTimeSeconds(), Size: 1);

    /// <summary>A cluster of one's own at every level above 0: how each node begins.</summary>
    public static ClusterSet AllNew(int levels, ITokenSource tokens, TimeProvider clock) =>
        new(ImmutableArray.CreateRange(Enumerable.Range(1, levels - 1).Select(_ => Found(tokens, clock))));
}
