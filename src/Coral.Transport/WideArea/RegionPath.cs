namespace Coral.Transport.WideArea;

/// <summary>The way between two regions, or within one.</summary>
/// <param name="RoundTrip">There and back.</param>
/// <param name="BitsPerSecond">What passes in each direction, shared by all who go that way.</param>
public readonly record struct RegionPath(TimeSpan RoundTrip, long BitsPerSecond);
