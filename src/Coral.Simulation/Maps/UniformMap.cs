namespace Coral.Simulation.Maps;

/// <summary>A map with one round trip between all places.</summary>
/// <param name="roundTrip">The round trip between any two places.</param>
public sealed class UniformMap(int count, TimeSpan roundTrip) : ILatencyMap
{
    /// <inheritdoc />
    public int Count { get; } = count;

    /// <inheritdoc />
    public TimeSpan RoundTrip(int from, int to) => from == to ? TimeSpan.Zero : roundTrip;
}
