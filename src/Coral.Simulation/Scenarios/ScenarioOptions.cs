using Coral.Simulation.Maps;
using Coral.Simulation.Network;

namespace Coral.Simulation.Scenarios;

/// <summary>The options of a scenario; an option that is not given has the scenario's own default.</summary>
public sealed record ScenarioOptions
{
    /// <summary>Decides all that is drawn: the same seed gives the same result, byte for byte.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The number of nodes. A measured map's own number, else the scenario's, when not given.</summary>
    public int? Nodes { get; init; }

    /// <summary>The latency map.</summary>
    public MapSource Map { get; init; } = MapSource.World;

    /// <summary>The duration, in virtual minutes.</summary>
    public int? Minutes { get; init; }

    /// <summary>Put and get pairs (hot-key), or requests (flash-crowd), a second and node.</summary>
    public double? Rate { get; init; }

    /// <summary>The number of nodes that ask (lease).</summary>
    public int? Callers { get; init; }

    /// <summary>The faults of the network.</summary>
    public NetworkConditions Conditions { get; init; } = NetworkConditions.Perfect;

    /// <summary>Share of contacts missing from the tables at the start.</summary>
    public double MissingContacts { get; init; }

    /// <summary>
    /// Nodes that crash meanwhile, each followed by a newcomer in its place under another id (lease).
    /// </summary>
    public int Deaths { get; init; }

    /// <summary>Levels of the index: 1, or 3 (flash-crowd).</summary>
    public int? Levels { get; init; }

    /// <summary>The number of files asked for (flash-crowd).</summary>
    public int? Files { get; init; }

    /// <summary>The length of each, in bytes (flash-crowd).</summary>
    public int? SizeBytes { get; init; }

    /// <summary>The origin's line, in kbit/s (flash-crowd).</summary>
    public int? OriginKbps { get; init; }

    /// <summary>Share of nodes that crash within the first minute (flash-crowd).</summary>
    public double Crash { get; init; }

    /// <summary>The way in which clients find their proxy (flash-crowd).</summary>
    public ProxyFinding Finding { get; init; }

    /// <summary>Told of the virtual time now and then.</summary>
    public Action<TimeSpan>? Progress { get; init; }

    /// <summary>Ends the run.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The nodes that a measured map has room for: half of it where clients stand on the other half.</summary>
    public int? MostNodes => Finding == ProxyFinding.Beside ? Map.Count : Map.Count / 2;

    /// <summary>The number of nodes, when a scenario has <paramref name="usual"/> by default.</summary>
    internal int NodesOr(int usual) => Nodes ?? MostNodes ?? usual;

    /// <summary>True if nothing goes wrong in the network, so that every look-up must succeed.</summary>
    internal bool IsKind =>
        Conditions is { Loss: 0, NonTransitiveShare: 0 } && MissingContacts == 0 && Deaths == 0 && Crash == 0;
}
