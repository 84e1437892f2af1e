namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="HotKeyScenario"/>.</summary>
/// <param name="Scenario">The scenario's name on the command line.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Nodes">Nodes in the network.</param>
/// <param name="Rate">Put and get pairs a second and node.</param>
/// <param name="RequestsPerMinute">Puts, as many gets, of all nodes.</param>
/// <param name="Bound">β × ⌈log2 n⌉: what the paper promises for the closest node.</param>
/// <param name="PutsAtClosest">Puts that reached the node closest to the key, minute by minute.</param>
/// <param name="LeakedThrough">Nodes that they came from after the first minute.</param>
/// <param name="GetsAtHottest">Gets at the node that had most of them in that minute, minute by minute.</param>
/// <param name="FarHalfMax">Most puts at any one node of the far half of the space.</param>
public sealed record HotKeyResult(
    string Scenario,
    int Seed,
    int Nodes,
    int Rate,
    long RequestsPerMinute,
    int Bound,
    IReadOnlyList<int> PutsAtClosest,
    int LeakedThrough,
    IReadOnlyList<int> GetsAtHottest,
    int FarHalfMax
)
{
    /// <summary>The result as one line of JSON.</summary>
    public string ToJson() => ScenarioJson.Line(this);
}
