namespace Coral.Simulation.Invariants;

/// <summary>
/// Something that must hold in every network at the end of every run, whatever the scenario was about.
/// </summary>
public interface IInvariant
{
    /// <summary>Looks at all nodes.</summary>
    /// <returns>What is wrong, in one line that names the node; <see langword="null"/> when nothing is.</returns>
    Task<string?> ViolationAsync(Population population);
}
