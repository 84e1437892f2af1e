namespace Coral.Simulation.Scenarios;

/// <summary>The wait of a client that stands apart from its proxy, step by step.</summary>
/// <param name="LookUp">Until it knew of proxies.</param>
/// <param name="Connect">Until one of them had answered; those that did not, included.</param>
/// <param name="Fetch">Until the last byte.</param>
public readonly record struct ClientWait(TimeSpan LookUp, TimeSpan Connect, TimeSpan Fetch)
{
    /// <summary>From its wish to the last byte.</summary>
    public TimeSpan Total => LookUp + Connect + Fetch;
}
