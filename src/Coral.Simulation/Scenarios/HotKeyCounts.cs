using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Messages;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>The counts of puts and gets for the one key, by node and minute.</summary>
internal sealed class HotKeyCounts
{
    private readonly IndexNetwork _network;
    private readonly int[,] _puts;
    private readonly int[,] _gets;
    private readonly Dictionary<NodeId, int[]> _passed = [];
    private readonly NodeId _closest;
    private readonly int _closestPlace;
    private readonly Key _key;
    private readonly int _minutes;

    public HotKeyCounts(IndexNetwork network, Key key, int minutes)
    {
        _network = network;
        _key = key;
        _minutes = minutes;
        _puts = new int[network.Nodes.Count, minutes];
        _gets = new int[network.Nodes.Count, minutes];
        _closestPlace = network.NearestTo(key.Point);
        _closest = network.Nodes[_closestPlace].Contact.Id;
        network.Listen(node => new Listener(this, network.PlaceOf(node)));
    }

    /// <summary>The puts that reached the closest node, by minute.</summary>
    public IReadOnlyList<int> PutsAtClosest => [.. Enumerable.Range(0, _minutes).Select(m => _puts[_closestPlace, m])];

    /// <summary>The number of nodes from which puts passed to the closest one after the first minute.</summary>
    public int LeakedThrough => _passed.Values.Count(p => p.Skip(1).Sum() > 0);

    /// <summary>The gets at the node that had most of them, by minute.</summary>
    public IReadOnlyList<int> GetsAtHottest =>
        [.. Enumerable.Range(0, _minutes).Select(m => Places.Max(p => _gets[p, m]))];

    /// <summary>The most puts at any one node whose first bit differs from the key's.</summary>
    public int FarHalfMax =>
        Places
            .Where(p => XorDistance.Between(_key.Point, _network.Nodes[p].Contact.Id.Point).CommonPrefixLength == 0)
            .Select(p => Enumerable.Range(0, _minutes).Sum(m => _puts[p, m]))
            .DefaultIfEmpty()
            .Max();

    private IEnumerable<int> Places => Enumerable.Range(0, _network.Nodes.Count);

    private int Minute => Math.Min(_minutes - 1, (int)_network.Clock.Elapsed.TotalMinutes);

    /// <summary>Checks the leakage bound: no node lets more than β + 1 puts a minute pass to the closest one.</summary>
    /// <exception cref="InvalidOperationException">A node let more pass; the message names the seed.</exception>
    public void Check()
    {
        var allowed = _network.Settings.Options.LeakagePerMinute + 1;
        foreach (var (node, passed) in _passed.OrderBy(p => p.Key))
        {
            for (var minute = 1; minute < _minutes; minute++)
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

    private void Count(int place, FindMode mode)
    {
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
        var nodes = path.TakeWhile(node => node.Id != _closest).ToList();
        if (nodes.Count == 0 || nodes.Count == path.Count())
        {
            return;
        }

        var before = nodes[^1].Id;
        if (!_passed.TryGetValue(before, out var minutes))
        {
            _passed[before] = minutes = new int[_minutes];
        }

        minutes[Minute]++;
    }

    /// <summary>The listener that counts at one place.</summary>
    private sealed class Listener(HotKeyCounts counts, int place) : IIndexEvents
    {
        /// <inheritdoc />
        public void FindReceived(NodeContact sender, FindMode mode) => counts.Count(place, mode);

        /// <inheritdoc />
        public void PutForwarded(Key key, ClusterLevel level, IEnumerable<NodeContact> path) => counts.Trace(path);
    }
}
