using Coral.Simulation.Arithmetic;

namespace Coral.Simulation.Maps;

/// <summary>The position of a node and the delay of its access line.</summary>
/// <param name="Metro">The metropolitan area that the node belongs to.</param>
/// <param name="Latitude">The latitude in degrees north.</param>
/// <param name="Longitude">The longitude in degrees east.</param>
/// <param name="AccessMilliseconds">The delay that its access line adds to every round trip.</param>
public sealed record GeoLocation(Metro Metro, double Latitude, double Longitude, double AccessMilliseconds)
{
    private const double EarthRadiusKm = 6371;
    private const double RadiansPerDegree = Math.PI / 180;

    /// <summary>The great-circle distance to <paramref name="other"/> in kilometres (haversine formula).</summary>
    public double KilometresTo(GeoLocation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var north = ExactMath.Sin((other.Latitude - Latitude) * RadiansPerDegree / 2);
        var east = ExactMath.Sin((other.Longitude - Longitude) * RadiansPerDegree / 2);
        var cosines = ExactMath.Cos(Latitude * RadiansPerDegree) * ExactMath.Cos(other.Latitude * RadiansPerDegree);
        var haversine = (north * north) + (cosines * east * east);
        return 2 * EarthRadiusKm * ExactMath.Asin(Math.Min(1, Math.Sqrt(haversine)));
    }
}
