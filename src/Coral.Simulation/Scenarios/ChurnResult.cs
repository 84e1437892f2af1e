namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="ChurnScenario"/>.</summary>
/// <param name="Scenario">The scenario's name on the command line.</param>
/// <param name="Seed">The seed of the run, which reproduces it.</param>
/// <param name="Nodes">Nodes that run at any time.</param>
/// <param name="SessionMinutes">Mean time from a node's start to its crash.</param>
/// <param name="LookupSuccess">Share of lookups that ended at the running node nearest to the target.</param>
/// <param name="ValueFound">Share of gets that found the value of a running owner.</param>
/// <param name="OriginRequestsPerObject">
/// Callers that got the lease, for each object that several requested at once.
/// </param>
/// <param name="MaintenanceBytesPerNodeSecond">Bytes sent by an idle node, UDP and IP headers included.</param>
public sealed record ChurnResult(
    string Scenario,
    int Seed,
    int Nodes,
    int SessionMinutes,
    double LookupSuccess,
    double ValueFound,
    double OriginRequestsPerObject,
    double MaintenanceBytesPerNodeSecond
)
{
    /// <summary>The result as one line of JSON.</summary>
    public string ToJson() => ScenarioJson.Line(this);
}
