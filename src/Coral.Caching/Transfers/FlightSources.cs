namespace Coral.Caching.Transfers;

/// <summary>The sources of flights.</summary>
/// <param name="Shared">The source of flights that others can join.</param>
/// <param name="Alone">The source of flights that hold a permit at the origin, and bring nothing for others.</param>
internal sealed record FlightSources(IFlightSource Shared, IFlightSource Alone)
{
    /// <summary>The source of a flight that holds <paramref name="permit"/>.</summary>
    public IFlightSource For(OriginPermit? permit) => permit is null ? Shared : Alone;
}
