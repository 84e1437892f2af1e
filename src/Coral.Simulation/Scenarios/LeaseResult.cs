using System.Text.Json.Serialization;

namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="LeaseScenario"/>.</summary>
/// <param name="Scenario">The scenario's name on the command line.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Nodes">Nodes in the network.</param>
/// <param name="Callers">Nodes that asked for the key.</param>
/// <param name="Firsts">The number of nodes that were given the lease.</param>
/// <param name="Reached">Callers that are, or by following come to, a first one.</param>
public sealed record LeaseResult(string Scenario, int Seed, int Nodes, int Callers, int Firsts, int Reached)
{
    /// <summary>
    /// True if one of the three nodes nearest to the key crashed or came meanwhile; not said where nobody does.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? NearestChanged { get; init; }

    /// <summary>The result as one line of JSON.</summary>
    public string ToJson() => ScenarioJson.Line(this);
}
