namespace Coral.Simulation.Maps;

/// <summary>A metropolitan area, with its position and its weight among others.</summary>
/// <param name="Name">The English name of the area.</param>
/// <param name="Latitude">The latitude in degrees north.</param>
/// <param name="Longitude">The longitude in degrees east.</param>
/// <param name="Weight">The area's share of nodes, relative to the other weights.</param>
public sealed record Metro(string Name, double Latitude, double Longitude, int Weight);
