namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="LookupsScenario"/>.</summary>
/// <param name="Scenario">The scenario's name on the command line.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Nodes">Nodes in the network.</param>
/// <param name="Hops">Nodes that answered on the way.</param>
/// <param name="FoundClosest">
/// Share of look-ups that ended at the node nearest to the target of all that the caller can talk to. Where 2.3 % of
/// pairs cannot talk, 2.3 % of callers can never come to the nearest of all.
/// </param>
/// <param name="LatencyMs">From start to end.</param>
public sealed record LookupsResult(
    string Scenario,
    int Seed,
    int Nodes,
    LookupsResult.HopFigures Hops,
    double FoundClosest,
    LookupsResult.Latency LatencyMs
)
{
    /// <summary>The result as one line of JSON.</summary>
    public string ToJson() => ScenarioJson.Line(this);

    /// <summary>Hops of a look-up.</summary>
    public sealed record HopFigures(double Mean, double P99);

    /// <summary>Milliseconds of a look-up.</summary>
    public sealed record Latency(double P50, double P80, double P99);
}
