namespace Coral.Simulation.Scenarios;

/// <summary>The way in which the clients of a crowd find their proxy.</summary>
public enum ProxyFinding
{
    /// <summary>They are beside it, at no cost.</summary>
    Beside,

    /// <summary>They have places of their own, and look its name up.</summary>
    Names,

    /// <summary>The same, and name servers share what they know of who is near whom.</summary>
    NamesWithHints,

    /// <summary>
    /// They have places of their own, and know the nearest living proxy at no cost: what nothing can beat.
    /// </summary>
    Nearest,
}
