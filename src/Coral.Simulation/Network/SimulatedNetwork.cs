using Coral.Core.Network;
using Coral.Simulation.Maps;
using Coral.Simulation.Time;

namespace Coral.Simulation.Network;

/// <summary>Datagrams in virtual time: each arrives after half the pair's round trip, or never.</summary>
/// <remarks>Place i of the map has the address 10.0.0.0 + i, port 7400. Single-threaded.</remarks>
public sealed class SimulatedNetwork
{
    private readonly Dictionary<NodeAddress, SimulatedEndpoint> _endpoints = [];
    private readonly HashSet<(int From, int To)> _cuts = [];
    private readonly VirtualClock _clock;
    private readonly Random _random;
    private readonly ulong _pairSeed;

    /// <summary>Lays out a network.</summary>
    public SimulatedNetwork(VirtualClock clock, Random random, ILatencyMap map, NetworkConditions conditions)
    {
        ArgumentNullException.ThrowIfNull(random);
        _clock = clock;
        _random = random;
        _pairSeed = (ulong)random.NextInt64();
        Map = map;
        Conditions = conditions;
    }

    /// <summary>Where the nodes are.</summary>
    public ILatencyMap Map { get; }

    /// <summary>What holds from now on.</summary>
    public NetworkConditions Conditions { get; set; }

    /// <summary>Datagrams sent.</summary>
    public long Datagrams { get; private set; }

    /// <summary>Bytes sent, without UDP and IP headers.</summary>
    public long Bytes { get; private set; }

    /// <summary>The address of a place.</summary>
    public static NodeAddress AddressOf(int place) => NodeAddress.FromIPv4(0x0A00_0000 + (uint)place, 7400);

    /// <summary>Gives a place its end of the network; one that was there before hears nothing more.</summary>
    public IDatagramTransport Attach(int place)
    {
        var endpoint = new SimulatedEndpoint(this, place);
        _endpoints[endpoint.LocalAddress] = endpoint;
        return endpoint;
    }

    /// <summary>Takes a place off the network: what is on its way to it is lost.</summary>
    public void Detach(int place) => _endpoints.Remove(AddressOf(place));

    /// <summary>Cuts, or mends, the way from one place to another; the way back is another one.</summary>
    public void SetLink(int from, int to, bool works) => _ = works ? _cuts.Remove((from, to)) : _cuts.Add((from, to));

    /// <summary>Whether datagrams may pass from one place to another.</summary>
    public bool Reaches(int from, int to) =>
        !_cuts.Contains((from, to))
        && (
            Conditions.NonTransitive == 0
            || Gaussian.UnitOfPair(_pairSeed, Math.Min(from, to), Math.Max(from, to)) >= Conditions.NonTransitive
        );

    internal void Send(SimulatedEndpoint from, NodeAddress destination, ReadOnlyMemory<byte> datagram)
    {
        Datagrams++;
        Bytes += datagram.Length;
        if (!_endpoints.TryGetValue(destination, out var to) || !Reaches(from.Place, to.Place))
        {
            return;
        }

        if (Conditions.Loss > 0 && _random.NextDouble() < Conditions.Loss)
        {
            return;
        }

        var delay = Map.RoundTrip(from.Place, to.Place) / 2;
        if (Conditions.Jitter > TimeSpan.Zero)
        {
            delay += Conditions.Jitter * _random.NextDouble();
        }

        _clock.Schedule(delay, Deliver, new Delivery(to, from.LocalAddress, datagram.ToArray()));
    }

    private void Deliver(object? state)
    {
        var delivery = (Delivery)state!;
        if (_endpoints.GetValueOrDefault(delivery.To.LocalAddress) == delivery.To)
        {
            delivery.To.Deliver(delivery.Source, delivery.Datagram);
        }
    }

    private sealed record Delivery(SimulatedEndpoint To, NodeAddress Source, byte[] Datagram);
}
