using Coral.Transport.WideArea;

namespace Coral.Lab.Stories;

/// <summary>When the fetching node is killed.</summary>
/// <param name="Path">What the clients want.</param>
/// <param name="Clients">How many, dealt out to the nodes in turn.</param>
/// <param name="AfterBytes">As soon as some client has so many; 0 as soon as the origin is asked.</param>
/// <param name="Outage">How.</param>
public sealed record KillPlan(string Path, int Clients, long AfterBytes, Outage Outage);
