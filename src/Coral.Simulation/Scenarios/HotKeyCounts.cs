using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Messages;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>Counts where puts and gets for the one key go, minute by minute.</summary>
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

    /// <summary>Puts that reached the closest node.</summary>
    public IReadOnlyList<int> PutsAtClosest => [.. Enumerable.Range(0, _minutes).Select(m => _puts[_closestPlace, m])];

    /// <summary>Nodes that puts passed to the closest one after the first minute.</summary>
    public int LeakedThrough => _passed.Values.Count(p => p.Skip(1).Sum() > 0);

    /// <summary>Most gets at one node.</summary>
    public IReadOnlyList<int> GetsAtHottest =>
        [.. Enumerable.Range(0, _minutes).Select(m => Places.Max(p => _gets[p, m]))];

    /// <summary>Most puts at one node whose first bit is not the key's.</summary>
    public int FarHalfMax =>
        Places
            .Where(p => XorDistance.Between(_key.Point, _network.Nodes[p].Contact.Id.Point).CommonPrefixLength == 0)
            .Select(p => Enumerable.Range(0, _minutes).Sum(m => _puts[p, m]))
            .DefaultIfEmpty()
            .Max();

    private IEnumerable<int> Places => Enumerable.Range(0, _network.Nodes.Count);

    private int Minute => Math.Min(_minutes - 1, (int)_network.Clock.Elapsed.TotalMinutes);

    /// <summary>The leakage bound: no node lets more than β + 1 puts a minute pass to the closest one.</summary>
    /// <exception cref="InvalidOperationException">One did; the message names the seed.</exception>
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

    /// <summary>Notes which node a put came to the closest one from.</summary>
    private void Trace(IReadOnlyList<NodeContact> path)
    {
        var at = 0;
        while (at < path.Count && path[at].Id != _closest)
        {
            at++;
        }

        if (at == 0 || at == path.Count)
        {
            return;
        }

        var before = path[at - 1].Id;
        if (!_passed.TryGetValue(before, out var minutes))
        {
            _passed[before] = minutes = new int[_minutes];
        }

        minutes[Minute]++;
    }

    /// <summary>Counts at one place.</summary>
    private sealed class Listener(HotKeyCounts counts, int place) : IIndexEvents
    {
        /// <inheritdoc />
        public void FindReceived(NodeContact sender, FindMode mode) => counts.Count(place, mode);

        /// <inheritdoc />
        public void PutForwarded(Key key, ClusterLevel level, IReadOnlyList<NodeContact> path) => counts.Trace(path);
    }
}
