namespace Coral.Transport.WideArea;

/// <summary>The route between two regions, or within one.</summary>
/// <param name="RoundTrip">The round trip without jitter.</param>
/// <param name="BitsPerSecond">The bandwidth in each direction, shared by all traffic of the route.</param>
public readonly record struct RegionPath(TimeSpan RoundTrip, long BitsPerSecond);
