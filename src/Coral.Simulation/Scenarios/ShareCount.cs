namespace Coral.Simulation.Scenarios;

/// <summary>A count of successes among tries.</summary>
internal struct ShareCount
{
    /// <summary>The number of tries.</summary>
    public int All { get; private set; }

    /// <summary>The number of successes.</summary>
    public int Good { get; private set; }

    public void Add(bool good)
    {
        All++;
        Good += good ? 1 : 0;
    }

    /// <summary>The share of successes, rounded for output; 1 without tries.</summary>
    public readonly double Rounded() => All == 0 ? 1 : ScenarioJson.Rounded((double)Good / All, 4);
}
