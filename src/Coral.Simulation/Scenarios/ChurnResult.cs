namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="ChurnScenario"/>.</summary>
/// <param name="Scenario">The scenario's name on the command line.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Nodes">Nodes that run at any time.</param>
/// <param name="SessionMinutes">Mean time from a node's start to its crash.</param>
/// <param name="LookupSuccess">Share of look-ups that ended at the living node nearest to the target of all.</param>
/// <param name="ValueFound">Share of gets that found the value of an owner that lives.</param>
/// <param name="OriginRequestsPerObject">
/// Callers that were told to be first, for each object that was wanted by several at once.
/// </param>
/// <param name="MaintenanceBytesPerNodeSecond">
/// Sent without anybody having asked for anything, UDP and IP headers counted.
/// </param>
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
