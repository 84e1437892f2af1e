namespace Coral.Simulation.Network;

/// <summary>The faults of the network: loss, jitter, pairs that cannot talk.</summary>
public sealed record NetworkConditions
{
    /// <summary>Mean of the delay that queues add on a path with little to do.</summary>
    public static readonly TimeSpan UsualJitter = TimeSpan.FromMilliseconds(0.3);

    /// <summary>A network that loses nothing and always takes exactly half the round trip.</summary>
    public static NetworkConditions Perfect { get; } = new() { JitterMean = TimeSpan.Zero };

    /// <summary>The chance that a datagram is lost, from 0 to 1.</summary>
    /// <value>0 by default.</value>
    public double Loss { get; init; }

    /// <summary>Mean of the delay added to every datagram, drawn exponentially: queues on the way.</summary>
    /// <value>0.3 ms by default.</value>
    public TimeSpan JitterMean { get; init; } = UsualJitter;

    /// <summary>The share of pairs that can never talk to each other, though both reach others.</summary>
    /// <value>0 by default; 0.023 was measured in the wild (Freedman et al., WORLDS '05).</value>
    public double NonTransitiveShare { get; init; }
}
