using System.Text.Json.Serialization;

namespace Coral.Simulation.Scenarios;

/// <summary>The figures of <see cref="ClustersScenario"/>.</summary>
/// <param name="Scenario">The scenario's name on the command line.</param>
/// <param name="Seed">The seed of the run, which reproduces it.</param>
/// <param name="Nodes">The number of nodes in the network.</param>
/// <param name="ConvergedAfterMinutes">
/// The minute after which purity and coverage stayed good until the end; -1 when they were not good at the end.
/// </param>
/// <param name="Purity">Share of same-cluster pairs within the diameter.</param>
/// <param name="Coverage">Share of pairs within the diameter that are in one cluster.</param>
/// <param name="Reference">Coverage that an offline optimiser with full knowledge reaches at equal purity.</param>
/// <param name="SwitchesPerHour">Share of the nodes that changed their cluster in an hour.</param>
/// <remarks>
/// Purity, coverage and switches are means over the time after convergence; without convergence, they are those of the
/// end.
/// </remarks>
public sealed record ClustersResult(
    string Scenario,
    int Seed,
    int Nodes,
    int ConvergedAfterMinutes,
    ClustersResult.ByLevel Purity,
    ClustersResult.ByLevel Coverage,
    ClustersResult.ByLevel Reference,
    ClustersResult.ByLevel SwitchesPerHour
)
{
    /// <summary>
    /// Nodes that changed their cluster in each <see cref="ClustersScenario.MinutesPerMark"/> of the run.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<ByLevel> Switches { get; init; } = [];

    /// <summary>The result as one line of JSON.</summary>
    public string ToJson() => ScenarioJson.Line(this);

    /// <summary>A figure of each level above 0.</summary>
    public sealed record ByLevel(double Level1, double Level2);
}
