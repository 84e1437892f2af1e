using Coral.Simulation.Nodes;

namespace Coral.Simulation.Naming;

/// <summary>The finder of an oracle: the nearest living proxy, at no cost.</summary>
internal sealed class NearestProxies(ProxyNetwork nodes) : IProxyFinder
{
    /// <inheritdoc />
    public ValueTask<IReadOnlyList<int>> FindAsync(int client) =>
        ValueTask.FromResult<IReadOnlyList<int>>([
            .. Enumerable
                .Range(0, nodes.Caches.Count)
                .Where(nodes.Web.IsAlive)
                .OrderBy(place => nodes.Web.RoundTrip(client, place))
                .Take(1),
        ]);
}
