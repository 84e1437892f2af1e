namespace Coral.Simulation.Maps;

/// <summary>Every place equally far from every other.</summary>
/// <param name="count">The number of places.</param>
/// <param name="roundTrip">The round trip between any two.</param>
public sealed class UniformMap(int count, TimeSpan roundTrip) : ILatencyMap
{
    /// <inheritdoc />
    public int Count { get; } = count;

    /// <inheritdoc />
    public TimeSpan RoundTrip(int from, int to) => from == to ? TimeSpan.Zero : roundTrip;
}
