using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Options;
using Coral.Simulation.Maps;
using Coral.Simulation.Network;

namespace Coral.Simulation.Nodes;

/// <summary>The parameters of a simulated network of index nodes.</summary>
public sealed record IndexNetworkSettings
{
    /// <summary>The seed of all random numbers of the run.</summary>
    public required int Seed { get; init; }

    /// <summary>The number of nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>The number of clients, whose places on the map come after those of nodes.</summary>
    public int Clients { get; init; }

    /// <summary>The latency map for a number of nodes and a seed.</summary>
    public Func<int, long, ILatencyMap> Map { get; init; } = GeographicMap.World;

    /// <summary>The faults of the network: loss, jitter and pairs that cannot communicate.</summary>
    public NetworkConditions Conditions { get; init; } = NetworkConditions.Perfect;

    /// <summary>Share of the contacts of converged tables that are left out.</summary>
    public double MissingContacts { get; init; }

    /// <summary>The number of levels: 1, or 3 with clusters computed from the map.</summary>
    public int Levels { get; init; } = 1;

    /// <summary>The services that nodes offer beside the index.</summary>
    public ServicePorts Ports { get; init; }

    /// <summary>The index options of all nodes.</summary>
    public IndexOptions Options { get; init; } = new();

    /// <summary>
    /// Listeners to the events of the nodes that the network begins with, each made from the node's id.
    /// </summary>
    public IReadOnlyList<Func<NodeId, IIndexEvents>> Listeners { get; init; } = [];

    /// <summary>The map of nodes and clients.</summary>
    internal ILatencyMap DrawMap() => Map(Nodes + Clients, Seed);
}
