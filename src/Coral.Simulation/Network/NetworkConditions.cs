namespace Coral.Simulation.Network;

/// <summary>How unkind the network is.</summary>
public sealed record NetworkConditions
{
    /// <summary>Nothing is ever lost or late.</summary>
    public static NetworkConditions Perfect { get; } = new();

    /// <summary>Share of datagrams that never arrive.</summary>
    public double Loss { get; init; }

    /// <summary>Most extra time on the way, drawn evenly for each datagram: what brings them out of order.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Share of pairs of nodes that cannot talk to each other at all, both ways, all the time.</summary>
    public double NonTransitive { get; init; }
}
