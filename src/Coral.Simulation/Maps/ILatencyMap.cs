namespace Coral.Simulation.Maps;

/// <summary>How long a datagram is on its way between two places.</summary>
public interface ILatencyMap
{
    /// <summary>Places on the map, numbered from 0.</summary>
    int Count { get; }

    /// <summary>The round trip between two places without queues or jitter: fixed for a pair, the same both ways.</summary>
    TimeSpan RoundTrip(int one, int other);
}
