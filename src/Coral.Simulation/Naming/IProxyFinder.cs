namespace Coral.Simulation.Naming;

/// <summary>A client's way to find proxies.</summary>
internal interface IProxyFinder
{
    /// <summary>The nodes to use for a client, best first; empty where none can be found.</summary>
    ValueTask<IReadOnlyList<int>> FindAsync(int client);
}
