using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Messages;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>The counts of puts and gets for the one key, by node and minute.</summary>
/// <remarks>
/// Listens to the nodes from their making, and counts from <see cref="Begin"/> on, when there is a key.
/// </remarks>
/// <param name="nodes">The number of nodes.</param>
/// <param name="minutes">The number of minutes.</param>
internal sealed class HotKeyCounts(int nodes, int minutes)
{
    private readonly int[,] _puts = new int[nodes, minutes];
    private readonly int[,] _gets = new int[nodes, minutes];
    private readonly Dictionary<NodeId, int[]> _passed = [];
    private IndexNetwork? _network;
    private NodeId _closest;
    private int _closestPlace;
    private Key _key;

    /// <summary>The puts that reached the closest node, by minute.</summary>
    public IReadOnlyList<int> PutsAtClosest => [.. Enumerable.Range(0, minutes).Select(m => _puts[_closestPlace, m])];

    /// <summary>The number of nodes from which puts passed to the closest one after the first minute.</summary>
    public int LeakedThrough => _passed.Values.Count(p => p.Skip(1).Sum() > 0);

    /// <summary>The gets at the node that had most of them, by minute.</summary>
    public IReadOnlyList<int> GetsAtHottest =>
        [.. Enumerable.Range(0, minutes).Select(m => Places.Max(p => _gets[p, m]))];

    /// <summary>The most puts at any one node whose first bit differs from the key's.</summary>
    public int FarHalfMax =>
        Places
            .Where(p => XorDistance.Between(_key.Point, _network!.Nodes[p].Contact.Id.Point).CommonPrefixLength == 0)
            .Select(p => Enumerable.Range(0, minutes).Sum(m => _puts[p, m]))
            .DefaultIfEmpty()
            .Max();

    private IEnumerable<int> Places => Enumerable.Range(0, nodes);

    private int Minute => Math.Min(minutes - 1, (int)_network!.Clock.Elapsed.TotalMinutes);

    /// <summary>The listener that counts at one node.</summary>
    public IIndexEvents Of(NodeId node) => new HotKeyListener(this, node);

    /// <summary>Begins to count the puts and gets for a key.</summary>
    public void Begin(IndexNetwork network, Key key)
    {
        _network = network;
        _key = key;
        _closestPlace = network.NearestTo(key.Point);
        _closest = network.Nodes[_closestPlace].Contact.Id;
    }

    /// <summary>Checks the leakage bound: no node lets more than β + 1 puts a minute pass to the closest one.</summary>
    /// <exception cref="InvalidOperationException">A node let more pass; the message names the seed.</exception>
    public void Check()
    {
        var allowed = _network!.Settings.Options.LeakagePerMinute + 1;
        foreach (var (node, passed) in _passed.OrderBy(p => p.Key))
        {
            for (var minute = 1; minute < minutes; minute++)
            {
                if (passed[minute] > allowed)
                {
                    throw new InvalidOperationException(
                        $"Seed {_network.Settings.Seed}: {node} let {passed[minute]} puts pass in minute {minute + 1}."
                    );
                }
            }
        }
    }

    private void Count(NodeId node, FindMode mode)
    {
        if (_network?.PlaceOf(node) is not { } place)
        {
            return;
        }

        if (mode == FindMode.Probe)
        {
            _puts[place, Minute]++;
        }
        else if (mode == FindMode.Values)
        {
            _gets[place, Minute]++;
        }
    }

    /// <summary>Notes the node from which a put came to the closest one.</summary>
    private void Trace(IEnumerable<NodeContact> path)
    {
        if (_network is null)
        {
            return;
        }

        NodeId? before = null;
        foreach (var node in path)
        {
            if (node.Id == _closest)
            {
                CountPassed(before);
                return;
            }

            before = node.Id;
        }
    }

    private void CountPassed(NodeId? from)
    {
        if (from is not { } node)
        {
            return;
        }

        if (!_passed.TryGetValue(node, out var passed))
        {
            _passed[node] = passed = new int[minutes];
        }

        passed[Minute]++;
    }

    private sealed class HotKeyListener(HotKeyCounts counts, NodeId at) : IIndexEvents
    {
        /// <inheritdoc />
        public void FindReceived(NodeContact sender, FindMode mode) => counts.Count(at, mode);

        /// <inheritdoc />
        public void PutForwarded(Key key, ClusterLevel level, IEnumerable<NodeContact> path) => counts.Trace(path);
    }
}
