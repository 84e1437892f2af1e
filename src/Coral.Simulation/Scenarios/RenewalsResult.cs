namespace Coral.Simulation.Scenarios;

/// <summary>The counts of <see cref="Renewals"/> within the hour, over all nodes.</summary>
/// <param name="Used">Objects that were used.</param>
/// <param name="Puts">Pointers put: renewals, since nothing is fetched.</param>
/// <param name="Calls">Calls of the index that these took.</param>
/// <param name="Datagrams">All datagrams of the index, upkeep included.</param>
public sealed record RenewalsResult(long Used, long Puts, long Calls, long Datagrams);
