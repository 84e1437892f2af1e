using System.Collections.Immutable;
using Coral.Core.Identity;
using Coral.Index.Routing;
using Coral.Simulation.Maps;

namespace Coral.Simulation.Nodes;

/// <summary>
/// Clusters computed from full knowledge of the map, for scenarios that do not measure how clusters form.
/// </summary>
/// <remarks>
/// Level by level, each place joins the first cluster whose founder is within half the diameter, else founds one.
/// Founders are those of the wider level's cluster only, so that clusters nest.
/// </remarks>
internal static class ClustersFromMap
{
    private static readonly TimeSpan[] Diameters = [TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(20)];

    public static ClusterSet[] Draw(ILatencyMap map, int levels, ITokenSource tokens)
    {
        var infos = new List<ClusterInfo>[map.Count];
        for (var i = 0; i < infos.Length; i++)
        {
            infos[i] = [];
        }

        for (var level = 1; level < levels; level++)
        {
            DrawLevel(map, Diameters[level - 1], infos, tokens);
        }

        return [.. infos.Select(i => new ClusterSet(i.ToImmutableArray()))];
    }

    private static void DrawLevel(ILatencyMap map, TimeSpan diameter, List<ClusterInfo>[] infos, ITokenSource tokens)
    {
        var founders = new List<(int Place, Identifier Id, Identifier Wider)>();
        var ids = new Identifier[infos.Length];
        for (var place = 0; place < infos.Length; place++)
        {
            var wider = infos[place].Count > 0 ? infos[place][^1].Id : default;
            var founder = founders.FindIndex(f => f.Wider == wider && map.RoundTrip(f.Place, place) <= diameter / 2);
            if (founder < 0)
            {
                founder = founders.Count;
                founders.Add((place, NodeId.Draw(tokens).Point, wider));
            }

            ids[place] = founders[founder].Id;
        }

        var sizes = ids.GroupBy(id => id).ToDictionary(g => g.Key, g => (uint)g.Count());
        for (var place = 0; place < infos.Length; place++)
        {
            infos[place].Add(new ClusterInfo(ids[place], 0, sizes[ids[place]]));
        }
    }
}
