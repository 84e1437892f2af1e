namespace Coral.Simulation.Naming;

/// <summary>The means by which clients find proxies.</summary>
internal interface IProxyFinder
{
    /// <summary>
    /// Finds the places of the nodes that a client should use, best first; empty where there are none.
    /// </summary>
    ValueTask<IReadOnlyList<int>> FindAsync(int client);
}
