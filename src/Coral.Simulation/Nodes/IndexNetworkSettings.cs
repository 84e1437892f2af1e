using Coral.Core.Index;
using Coral.Index.Options;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;

namespace Coral.Simulation.Nodes;

/// <summary>The parameters of a simulated network of index nodes.</summary>
public sealed record IndexNetworkSettings
{
    /// <summary>Decides everything that is drawn.</summary>
    public required int Seed { get; init; }

    /// <summary>The number of nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>Places after theirs on the map, for clients of their own; none of them has a node.</summary>
    public int Clients { get; init; }

    /// <summary>The latency map for a number of nodes and a seed.</summary>
    public Func<int, long, ILatencyMap> Map { get; init; } = GeographicMap.World;

    /// <summary>Loss, jitter and the like.</summary>
    public NetworkConditions Conditions { get; init; } = NetworkConditions.Perfect;

    /// <summary>Share of the contacts of converged tables that are left out.</summary>
    public double MissingContacts { get; init; }

    /// <summary>Levels: 1, or 3 with clusters drawn from the map.</summary>
    public int Levels { get; init; } = 1;

    /// <summary>The services that nodes offer beside the index.</summary>
    public ServicePorts Ports { get; init; }

    /// <summary>The index options of all nodes.</summary>
    public IndexOptions Options { get; init; } = new();

    /// <summary>The map of nodes and clients.</summary>
    internal ILatencyMap DrawMap() => Map(Nodes + Clients, Seed);
}
