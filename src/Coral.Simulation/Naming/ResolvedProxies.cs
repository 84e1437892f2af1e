using Coral.Dns.Wire;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Naming;

/// <summary>The finder by DNS: every client has a resolver of its own.</summary>
internal sealed class ResolvedProxies(ProxyNetwork nodes, NameServers servers, DnsName name) : IProxyFinder
{
    private readonly Dictionary<int, Resolver> _resolvers = [];

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<int>> FindAsync(int client)
    {
        if (!_resolvers.TryGetValue(client, out var resolver))
        {
            _resolvers[client] = resolver = new Resolver(servers, client, nodes.Index.Clock, nodes.Index.Random);
        }

        var addresses = await resolver.ResolveAsync(name);
        return [.. addresses.Select(servers.PlaceOf)];
    }
}
