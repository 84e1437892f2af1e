using System.Text.Json.Serialization;

namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="LeaseScenario"/>.</summary>
/// <param name="Scenario">The scenario's name on the command line.</param>
/// <param name="Seed">The seed of the run, which reproduces it.</param>
/// <param name="Nodes">The number of nodes in the network.</param>
/// <param name="Callers">The number of nodes that requested the key.</param>
/// <param name="Firsts">The number of nodes that were given the lease.</param>
/// <param name="Reached">Callers that have the lease, or come to a lease holder by following.</param>
public sealed record LeaseResult(string Scenario, int Seed, int Nodes, int Callers, int Firsts, int Reached)
{
    /// <summary>
    /// True if one of the three nodes nearest to the key crashed or joined during the run; null without deaths.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? NearestChanged { get; init; }

    /// <summary>The result as one line of JSON.</summary>
    public string ToJson() => ScenarioJson.Line(this);
}
