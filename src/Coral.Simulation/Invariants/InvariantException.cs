namespace Coral.Simulation.Invariants;

/// <summary>A violation of an invariant.</summary>
public sealed class InvariantException(string message) : Exception(message);
