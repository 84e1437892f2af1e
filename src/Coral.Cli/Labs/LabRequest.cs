using Coral.Transport.WideArea;

namespace Coral.Cli.Labs;

/// <summary>What the command line asks of a lab.</summary>
/// <param name="Nodes">How many.</param>
/// <param name="Map">Where they stand.</param>
/// <param name="Crowd">How long clients keep coming.</param>
/// <param name="Keep">Whether it runs on after the crowd.</param>
/// <param name="AsJson">Whether a program reads the figures.</param>
internal sealed record LabRequest(int Nodes, RegionMap Map, TimeSpan Crowd, bool Keep, bool AsJson);
