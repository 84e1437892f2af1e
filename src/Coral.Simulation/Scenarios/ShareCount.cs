namespace Coral.Simulation.Scenarios;

/// <summary>A count, and the number it is out of.</summary>
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
