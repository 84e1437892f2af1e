using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Options;
using Coral.Simulation.Time;

namespace Coral.Simulation.Invariants;

/// <summary>A record of every put that a node lets pass, by node, key and level, from the start of a run.</summary>
public sealed class LeakageWatch
{
    private readonly Dictionary<(NodeId Node, Key Key, ClusterLevel Level), Queue<TimeSpan>> _passed = [];
    private readonly VirtualClock _clock;
    private readonly int _allowed;

    /// <summary>Makes an empty record.</summary>
    public LeakageWatch(VirtualClock clock, IndexOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _clock = clock;
        _allowed = options.LeakagePerMinute + 1;
    }

    /// <summary>The listener to the events of one node.</summary>
    public IIndexEvents Of(NodeId node) => new LeakageListener(this, node);

    /// <summary>A description of the first violation: a node let too many puts pass.</summary>
    public string? Violation { get; private set; }

    private void Note(NodeId node, Key key, ClusterLevel level)
    {
        if (!_passed.TryGetValue((node, key, level), out var times))
        {
            _passed[(node, key, level)] = times = new Queue<TimeSpan>(_allowed + 1);
        }

        times.Enqueue(_clock.Elapsed);
        if (times.Count > _allowed && _clock.Elapsed - times.Dequeue() < TimeSpan.FromMinutes(1))
        {
            Violation ??= $"{node} let more than {_allowed} puts for {key}, {level}, pass in a minute.";
        }
    }

    private sealed class LeakageListener(LeakageWatch watch, NodeId node) : IIndexEvents
    {
        /// <inheritdoc />
        public void PutPassed(Key key, ClusterLevel level, NodeId sender) => watch.Note(node, key, level);
    }
}
