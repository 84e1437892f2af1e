using Coral.Simulation.Maps;
using Coral.Simulation.Network;

namespace Coral.Simulation.Scenarios;

/// <summary>The options of a scenario; an option that is not given has the scenario's own default.</summary>
public sealed record ScenarioOptions
{
    /// <summary>The seed of all random numbers: the same seed gives the same result, byte for byte.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The number of nodes; by default that of a measured map, else the scenario's.</summary>
    public int? Nodes { get; init; }

    /// <summary>The latency map.</summary>
    public MapSource Map { get; init; } = MapSource.World;

    /// <summary>The duration, in virtual minutes.</summary>
    public int? Minutes { get; init; }

    /// <summary>The rate of put and get pairs (hot-key), or of requests (flash-crowd), per second and node.</summary>
    public double? Rate { get; init; }

    /// <summary>The number of nodes that request the lease (lease).</summary>
    public int? Callers { get; init; }

    /// <summary>The faults of the network.</summary>
    public NetworkConditions Conditions { get; init; } = NetworkConditions.Perfect;

    /// <summary>The share of contacts missing from the tables at the start.</summary>
    public double MissingContacts { get; init; }

    /// <summary>The number of nodes that crash during the run, each replaced by one with a new id (lease).</summary>
    public int Deaths { get; init; }

    /// <summary>The number of levels of the index: 1 or 3 (flash-crowd).</summary>
    public int? Levels { get; init; }

    /// <summary>The number of files requested (flash-crowd).</summary>
    public int? Files { get; init; }

    /// <summary>The length of each file, in bytes (flash-crowd).</summary>
    public int? SizeBytes { get; init; }

    /// <summary>The upstream bandwidth of the origin, in kbit/s (flash-crowd).</summary>
    public int? OriginKbps { get; init; }

    /// <summary>Share of nodes that crash within the first minute (flash-crowd).</summary>
    public double Crash { get; init; }

    /// <summary>The way in which clients find their proxy (flash-crowd).</summary>
    public ProxyFinding Finding { get; init; }

    /// <summary>Receives the virtual time every few thousand events.</summary>
    public Action<TimeSpan>? Progress { get; init; }

    /// <summary>Ends the run.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>
    /// The most nodes that a measured map has places for: half of them where clients have the other half.
    /// </summary>
    public int? MostNodes => Finding == ProxyFinding.Beside ? Map.Count : Map.Count / 2;

    /// <summary>The number of nodes, when a scenario has <paramref name="usual"/> by default.</summary>
    internal int NodesOr(int usual) => Nodes ?? MostNodes ?? usual;

    /// <summary>True if the network has no faults, so that every lookup must succeed.</summary>
    internal bool IsFaultless =>
        Conditions is { Loss: 0, NonTransitiveShare: 0 } && MissingContacts == 0 && Deaths == 0 && Crash == 0;
}
