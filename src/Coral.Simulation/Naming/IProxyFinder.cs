namespace Coral.Simulation.Naming;

/// <summary>Tells clients which proxies to ask.</summary>
internal interface IProxyFinder
{
    /// <summary>The places of proxies for the client at a place, best first; none where none can be found.</summary>
    ValueTask<IReadOnlyList<int>> FindAsync(int client);
}
