namespace Coral.Simulation.Web;

/// <summary>One request as the origin saw it.</summary>
/// <param name="At">When it came, since the start.</param>
/// <param name="Place">The node that asked.</param>
/// <param name="Target">The path that was requested.</param>
/// <param name="Status">How it was answered.</param>
/// <param name="BodyBytes">How long the body of the answer is.</param>
public readonly record struct SimulatedOriginRequest(TimeSpan At, int Place, string Target, int Status, long BodyBytes);
