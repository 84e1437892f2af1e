namespace Coral.Simulation.Network;

/// <summary>The faults of the network: loss, jitter, pairs that cannot communicate.</summary>
public sealed record NetworkConditions
{
    /// <summary>Mean of the delay that queues add on a lightly loaded path.</summary>
    public static readonly TimeSpan UsualJitter = TimeSpan.FromMilliseconds(0.3);

    /// <summary>A network without loss, where a datagram always takes exactly half the round trip.</summary>
    public static NetworkConditions Perfect { get; } = new() { JitterMean = TimeSpan.Zero };

    /// <summary>The probability that a datagram is lost, from 0 to 1.</summary>
    /// <value>0 by default.</value>
    public double Loss { get; init; }

    /// <summary>Mean of the exponentially distributed delay that queues add to every datagram.</summary>
    /// <value>0.3 ms by default.</value>
    public TimeSpan JitterMean { get; init; } = UsualJitter;

    /// <summary>The share of pairs that can never communicate, though both reach other nodes.</summary>
    /// <value>0 by default; 0.023 was measured in the wild (Freedman et al., WORLDS '05).</value>
    public double NonTransitiveShare { get; init; }
}
