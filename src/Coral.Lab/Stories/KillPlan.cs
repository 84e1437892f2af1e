using Coral.Transport.WideArea;

namespace Coral.Lab.Stories;

/// <summary>The moment and manner of the fetching node's death.</summary>
/// <param name="Path">The path of the file that all clients fetch.</param>
/// <param name="Clients">Number of clients, dealt out to the nodes in turn.</param>
/// <param name="AfterBytes">As soon as some client has so many; 0 as soon as the origin is asked.</param>
/// <param name="Outage">Killed with connection resets, or gone without any packet.</param>
public sealed record KillPlan(string Path, int Clients, long AfterBytes, Outage Outage);
