namespace Coral.Simulation.Maps;

/// <summary>Round-trip times between the nodes of a network, numbered from 0.</summary>
/// <remarks>
/// A round trip is fixed for a pair and equal in both directions; the network adds what varies from datagram to
/// datagram.
/// </remarks>
public interface ILatencyMap
{
    /// <summary>The number of nodes.</summary>
    int Count { get; }

    /// <summary>The smallest round-trip time between two nodes; zero from a node to itself.</summary>
    TimeSpan RoundTrip(int from, int to);
}
