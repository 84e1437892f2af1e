namespace Coral.Simulation.Scenarios;

/// <summary>The parameters of <see cref="LargeObjectScenario"/>.</summary>
public sealed record LargeObjectSettings
{
    /// <summary>The seed of all random numbers of the run.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The number of nodes.</summary>
    public int Nodes { get; init; } = 100;

    /// <summary>The number of clients, spread evenly over the nodes.</summary>
    public int Clients { get; init; } = 10_000;

    /// <summary>The time over which the clients' arrivals are drawn evenly.</summary>
    public TimeSpan Spread { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The object's length in bytes.</summary>
    public int ObjectBytes { get; init; } = 50 << 20;

    /// <summary>The bandwidth of the origin, in bits a second.</summary>
    public long OriginBitsPerSecond { get; init; } = 10_000_000;

    /// <summary>The bandwidth of a node towards others, as a multiple of the origin's.</summary>
    public int Advantage { get; init; } = 10;
}
