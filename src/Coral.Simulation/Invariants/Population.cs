using Coral.Index;
using Coral.Index.Options;
using Coral.Simulation.Time;

namespace Coral.Simulation.Invariants;

/// <summary>The nodes that invariants are checked on: all that run.</summary>
/// <param name="Clock">The virtual clock that the nodes share.</param>
/// <param name="Nodes">The nodes that run when the invariants are checked.</param>
/// <param name="Options">The options of all nodes.</param>
public sealed record Population(VirtualClock Clock, IReadOnlyList<IndexNode> Nodes, IndexOptions Options)
{
    /// <summary>The longest time that the scenario gave any value.</summary>
    public TimeSpan LongestTimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>True if tables are complete and no datagram is lost, so that every lookup must succeed.</summary>
    public bool IsFaultless { get; init; }

    /// <summary>True if no more nodes crash, so that lookups can be checked.</summary>
    public bool IsStable { get; init; } = true;

    /// <summary>The record of puts let through, if it was kept from the start.</summary>
    public LeakageWatch? Leakage { get; init; }
}
