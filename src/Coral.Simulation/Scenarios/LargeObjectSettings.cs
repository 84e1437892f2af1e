namespace Coral.Simulation.Scenarios;

/// <summary>What <see cref="LargeObjectScenario"/> is played with.</summary>
public sealed record LargeObjectSettings
{
    /// <summary>Decides all that is drawn.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many nodes.</summary>
    public int Nodes { get; init; } = 100;

    /// <summary>How many clients, spread evenly over the nodes.</summary>
    public int Clients { get; init; } = 10_000;

    /// <summary>They come at times drawn evenly over this.</summary>
    public TimeSpan Spread { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The object's length in bytes.</summary>
    public int ObjectBytes { get; init; } = 50 << 20;

    /// <summary>What the origin can send, in bits a second.</summary>
    public long OriginBitsPerSecond { get; init; } = 10_000_000;

    /// <summary>How many times the origin's bandwidth a node has towards others.</summary>
    public int Advantage { get; init; } = 10;
}
