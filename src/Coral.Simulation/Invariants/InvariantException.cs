namespace Coral.Simulation.Invariants;

/// <summary>Something that must always hold does not.</summary>
public sealed class InvariantException(string message) : Exception(message);
