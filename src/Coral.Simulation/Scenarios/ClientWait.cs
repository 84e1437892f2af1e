namespace Coral.Simulation.Scenarios;

/// <summary>The wait of a client with a place of its own, step by step.</summary>
/// <param name="LookUp">The time until the client knew the addresses of proxies.</param>
/// <param name="Connect">The time until a proxy had accepted the connection, failed attempts included.</param>
/// <param name="Fetch">The time from the request to the last byte.</param>
public readonly record struct ClientWait(TimeSpan LookUp, TimeSpan Connect, TimeSpan Fetch)
{
    /// <summary>The time from the start of the lookup to the last byte.</summary>
    public TimeSpan Total => LookUp + Connect + Fetch;
}
