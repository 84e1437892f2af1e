namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="HotKeyScenario"/>.</summary>
/// <param name="Scenario">The scenario's name on the command line.</param>
/// <param name="Seed">The seed of the run, which reproduces it.</param>
/// <param name="Nodes">The number of nodes in the network.</param>
/// <param name="Rate">The rate of put and get pairs, per second and node.</param>
/// <param name="RequestsPerMinute">The puts of all nodes in a minute, which equal their gets.</param>
/// <param name="Bound">β × ⌈log2 n⌉: the paper's bound for the closest node.</param>
/// <param name="PutsAtClosest">Puts that reached the node closest to the key, minute by minute.</param>
/// <param name="LeakedThrough">The number of nodes that these puts came from after the first minute.</param>
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
