namespace Coral.Simulation.Maps;

/// <summary>A metropolitan area: where nodes are found, and how many of them compared with others.</summary>
/// <param name="Name">Its name in English.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Weight">Its share, relative to the others'.</param>
public sealed record Metro(string Name, double Latitude, double Longitude, int Weight);
