namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="LookupsScenario"/>.</summary>
/// <param name="Scenario">The scenario's name on the command line.</param>
/// <param name="Seed">The seed of the run, which reproduces it.</param>
/// <param name="Nodes">The number of nodes in the network.</param>
/// <param name="Hops">The number of nodes that responded during a lookup.</param>
/// <param name="FoundClosest">
/// Share of lookups that ended at the node nearest to the target among those that the caller can reach. Where 2.3 % of
/// pairs cannot communicate, 2.3 % of callers can never reach the nearest of all.
/// </param>
/// <param name="LatencyMs">The duration of a lookup, from start to end.</param>
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

    /// <summary>Figures of the hops of lookups.</summary>
    public sealed record HopFigures(double Mean, double P99);

    /// <summary>Figures of the duration of lookups, in milliseconds.</summary>
    public sealed record Latency(double P50, double P80, double P99);
}
