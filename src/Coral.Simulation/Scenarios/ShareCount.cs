namespace Coral.Simulation.Scenarios;

/// <summary>How many of so many.</summary>
internal struct ShareCount
{
    /// <summary>Tried.</summary>
    public int All { get; private set; }

    /// <summary>Of them successful.</summary>
    public int Good { get; private set; }

    public void Add(bool good)
    {
        All++;
        Good += good ? 1 : 0;
    }

    /// <summary>The share as it is shown; 1 of none.</summary>
    public readonly double Rounded() => All == 0 ? 1 : ScenarioJson.Rounded((double)Good / All, 4);
}
