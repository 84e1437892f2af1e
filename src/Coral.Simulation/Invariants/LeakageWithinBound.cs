namespace Coral.Simulation.Invariants;

/// <summary>The invariant that no node lets more than β + 1 puts for one key pass within a minute.</summary>
public sealed class LeakageWithinBound : IInvariant
{
    /// <inheritdoc />
    public Task<string?> ViolationAsync(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        return Task.FromResult(population.Leakage?.Violation);
    }
}
