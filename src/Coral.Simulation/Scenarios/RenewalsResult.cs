namespace Coral.Simulation.Scenarios;

/// <summary>The counts of <see cref="Renewals"/> within the hour, over all nodes.</summary>
/// <param name="Used">The number of objects that were used.</param>
/// <param name="Puts">The number of pointers put; all are renewals, since nothing is fetched.</param>
/// <param name="Calls">The requests of the index that these puts took.</param>
/// <param name="Datagrams">All datagrams of the index, upkeep included.</param>
public sealed record RenewalsResult(long Used, long Puts, long Calls, long Datagrams);
