using Coral.Index;
using Coral.Index.Options;
using Coral.Simulation.Time;

namespace Coral.Simulation.Invariants;

/// <summary>The nodes that invariants are asked about: all that live.</summary>
/// <param name="Clock">The virtual clock that the nodes share.</param>
/// <param name="Nodes">The nodes that run when the invariants are checked.</param>
/// <param name="Options">The options of all nodes.</param>
public sealed record Population(VirtualClock Clock, IReadOnlyList<IndexNode> Nodes, IndexOptions Options)
{
    /// <summary>The longest time that the scenario gave any value.</summary>
    public TimeSpan LongestTimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Tables are whole and nothing is lost, so that a look-up has no excuse.</summary>
    public bool IsKind { get; init; }

    /// <summary>No node crashes any more: look-ups can be tried.</summary>
    public bool IsStable { get; init; } = true;

    /// <summary>The puts let through, if they were watched from the start.</summary>
    public LeakageWatch? Leakage { get; init; }
}
