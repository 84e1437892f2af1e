namespace Coral.Simulation.Invariants;

/// <summary>A property that must hold in every network at the end of every run of every scenario.</summary>
public interface IInvariant
{
    /// <summary>Checks all nodes.</summary>
    /// <returns>The violation in one line that names the node; <see langword="null"/> if there is none.</returns>
    Task<string?> ViolationAsync(Population population);
}
