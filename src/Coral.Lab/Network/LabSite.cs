using System.Net;

namespace Coral.Lab.Network;

/// <summary>The number, address and region of a lab's node.</summary>
/// <param name="Number">The number of the node, from 0, in the order of the start.</param>
/// <param name="Address">The node's own loopback address; all its ports are there.</param>
/// <param name="Region">A region of the lab's map.</param>
internal sealed record LabSite(int Number, IPAddress Address, string Region);
