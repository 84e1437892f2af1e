namespace Coral.Simulation.Scenarios;

/// <summary>The way in which the clients of a crowd find their proxy.</summary>
public enum ProxyFinding
{
    /// <summary>Clients are beside their proxy, and reach it at no cost.</summary>
    Beside,

    /// <summary>Clients have places of their own, and find proxies by DNS.</summary>
    Names,

    /// <summary>Clients find proxies by DNS, and name servers share hints about resolvers.</summary>
    NamesWithHints,

    /// <summary>Clients have places of their own, and know the nearest living proxy at no cost: the optimum.</summary>
    Nearest,
}
