using Coral.Core.Network;
using Coral.Simulation.Arithmetic;
using Coral.Simulation.Maps;
using Coral.Simulation.Time;

namespace Coral.Simulation.Network;

/// <summary>
/// A network that carries datagrams between numbered nodes in virtual time, with delay, jitter, loss and cuts.
/// </summary>
/// <remarks>
/// Node n has the address 10.0.0.0 + n + 1, port 7400. Single-threaded, like its clock. Buffers and deliveries are
/// pooled: a run moves many millions of them.
/// </remarks>
public sealed class SimulatedNetwork
{
    /// <summary>The port of every node's index.</summary>
    public const ushort Port = 7400;

    /// <summary>The IPv4 and UDP headers of a datagram, in bytes, which <see cref="Traffic"/> includes.</summary>
    public const int HeaderBytes = 28;

    private const uint FirstAddress = 0x0A00_0001;
    private const int PairSalt = 3;

    private readonly SimulatedTransport?[] _attached;
    private readonly NodeTraffic[] _traffic;
    private readonly Stack<Delivery> _idle = new();
    private readonly HashSet<(int From, int To)> _cuts = [];
    private readonly VirtualClock _clock;
    private readonly ILatencyMap _map;
    private readonly Random _random;
    private readonly long _pairSeed;
    private readonly bool[] _unplugged;
    private int[]? _sides;

    /// <summary>Creates a network over <paramref name="map"/> with no node attached.</summary>
    public SimulatedNetwork(VirtualClock clock, ILatencyMap map, NetworkConditions conditions, Random random)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(random);
        _clock = clock;
        _map = map;
        _random = random;
        Conditions = conditions;
        _pairSeed = random.NextInt64();
        _attached = new SimulatedTransport?[map.Count];
        _traffic = new NodeTraffic[map.Count];
        _unplugged = new bool[map.Count];
    }

    /// <summary>The faults of the network; may change during a run.</summary>
    public NetworkConditions Conditions { get; set; }

    /// <summary>Datagrams sent by all nodes since the start.</summary>
    public long Datagrams { get; private set; }

    /// <summary>The traffic of each node since the start.</summary>
    public ReadOnlySpan<NodeTraffic> Traffic => _traffic;

    /// <summary>The address of node <paramref name="node"/>.</summary>
    public static NodeAddress AddressOf(int node) => NodeAddress.FromIPv4(FirstAddress + (uint)node, Port);

    /// <summary>The node at <paramref name="address"/>, or -1 where there is none.</summary>
    public int NodeAt(NodeAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.WriteAddress(bytes);
        var node = (long)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) - FirstAddress;
        return address.IsIPv4 && address.Port == Port && node >= 0 && node < _map.Count ? (int)node : -1;
    }

    /// <summary>Connects node <paramref name="node"/>; disposing the transport crashes the node.</summary>
    /// <exception cref="InvalidOperationException">The node is connected already.</exception>
    public SimulatedTransport Attach(int node)
    {
        if (_attached[node] is not null)
        {
            throw new InvalidOperationException($"Node {node} is attached already.");
        }

        return _attached[node] = new SimulatedTransport(this, node);
    }

    /// <summary>
    /// Drops all datagrams from <paramref name="from"/> to <paramref name="to"/> from now on, in this direction only.
    /// </summary>
    public void Cut(int from, int to) => _cuts.Add((from, to));

    /// <summary>Drops all datagrams between nodes of different sides from now on.</summary>
    /// <param name="sideOf">The number of the side that each node is on.</param>
    public void Partition(Func<int, int> sideOf) => _sides = [.. Enumerable.Range(0, _map.Count).Select(sideOf)];

    /// <summary>Drops all datagrams to and from <paramref name="node"/> from now on; the node gets no error.</summary>
    public void Unplug(int node) => _unplugged[node] = true;

    /// <summary>Undoes every cut and partition, and reconnects unplugged nodes.</summary>
    public void Heal()
    {
        Array.Clear(_unplugged);
        _cuts.Clear();
        _sides = null;
    }

    /// <summary>
    /// True if datagrams of <paramref name="from"/> can reach <paramref name="to"/> when both are attached.
    /// </summary>
    public bool Connects(int from, int to) =>
        !_unplugged[from]
        && !_unplugged[to]
        && !_cuts.Contains((from, to))
        && (_sides is null || _sides[from] == _sides[to])
        && (Conditions.NonTransitiveShare == 0 || PairDraw(from, to) >= Conditions.NonTransitiveShare);

    internal void Detach(SimulatedTransport transport) => _attached[transport.Node] = null;

    internal void Send(int from, NodeAddress destination, ReadOnlySpan<byte> datagram)
    {
        Datagrams++;
        _traffic[from].Send(datagram.Length + HeaderBytes);
        var to = NodeAt(destination);
        if (to < 0 || !Connects(from, to) || (Conditions.Loss > 0 && _random.NextDouble() < Conditions.Loss))
        {
            return;
        }

        var delivery = _idle.Count > 0 ? _idle.Pop() : new Delivery(this);
        delivery.Load(from, to, datagram);
        _clock.Schedule(_map.RoundTrip(from, to) / 2 + Jitter(), Delivery.Run, delivery);
    }

    internal void Arrive(Delivery delivery)
    {
        if (!_unplugged[delivery.To] && _attached[delivery.To] is { } transport)
        {
            _traffic[delivery.To].Receive(delivery.Bytes.Length + HeaderBytes);
            transport.Arrive(AddressOf(delivery.From), delivery.Bytes);
        }

        _idle.Push(delivery);
    }

    private TimeSpan Jitter() =>
        Conditions.JitterMean == TimeSpan.Zero
            ? TimeSpan.Zero
            : TimeSpan.FromTicks((long)_random.Exponential(Conditions.JitterMean.Ticks));

    /// <summary>A uniform number of a pair, the same in both directions and for the whole run.</summary>
    private double PairDraw(int a, int b) => Draws.Uniform(_pairSeed, Math.Min(a, b), Math.Max(a, b), PairSalt);
}
