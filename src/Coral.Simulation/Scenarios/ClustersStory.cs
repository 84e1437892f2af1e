namespace Coral.Simulation.Scenarios;

/// <summary>The events of <see cref="ClustersScenario"/> before the clusters are judged.</summary>
public enum ClustersStory
{
    /// <summary>All nodes start within a minute.</summary>
    Start,

    /// <summary>
    /// Two networks of half the nodes each run for two hours, then one node of each learns of the other.
    /// </summary>
    Merge,

    /// <summary>After two hours every link between two halves fails for two hours.</summary>
    Heal,
}
