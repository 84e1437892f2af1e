using Coral.Transport.WideArea;

namespace Coral.Cli.Labs;

/// <summary>The parameters of a lab on the command line.</summary>
/// <param name="Nodes">The number of nodes.</param>
/// <param name="Map">The regions and the latencies between them.</param>
/// <param name="Crowd">The time during which clients arrive.</param>
/// <param name="Keep">True to keep the lab running after the crowd, until Ctrl-C.</param>
/// <param name="AsJson">True to print the figures as JSON.</param>
internal sealed record LabRequest(int Nodes, RegionMap Map, TimeSpan Crowd, bool Keep, bool AsJson);
