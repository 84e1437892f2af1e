using System.Globalization;
using Coral.Clusters;
using Coral.Simulation.Scenarios;

// Without arguments but options: runs every story of the clusters scenario and churn over a few seeds, and writes the
// report. With a story: runs it once, and prints its result.
if (args is [var story and not ['-', ..], var seed, var nodes, var minutes])
{
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
}

if (Arguments.Read(args) is not { } arguments)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

return new Runs(arguments).Play() ? 0 : 1;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
