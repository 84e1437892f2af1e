using System.Globalization;
using Coral.Simulation.Scenarios;

// Runs one story of the clusters scenario, or churn, and prints its result: what stands in bench/results/clusters.md.
if (args is not [var story, var seed, var nodes, var minutes])
{
    Console.Error.WriteLine("Arguments: Start|Merge|Heal|Churn SEED NODES MINUTES");
    return 2;
}

var options = new ScenarioOptions
{
    Seed = Number(seed),
    Nodes = Number(nodes),
    Minutes = Number(minutes),
};
Console.WriteLine(
    story == "Churn"
        ? ChurnScenario.Run(options).ToJson()
        : ClustersScenario.Run(options, Enum.Parse<ClustersStory>(story)).ToJson()
);
return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
