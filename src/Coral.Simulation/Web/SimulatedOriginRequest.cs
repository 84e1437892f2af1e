namespace Coral.Simulation.Web;

/// <summary>One request in the origin's list.</summary>
/// <param name="At">The time of arrival since the start.</param>
/// <param name="Place">The place of the node that sent the request.</param>
/// <param name="Target">The path that was requested.</param>
/// <param name="Status">The status code of the response.</param>
/// <param name="BodyBytes">The length of the response's body, in bytes.</param>
public readonly record struct SimulatedOriginRequest(TimeSpan At, int Place, string Target, int Status, long BodyBytes);
