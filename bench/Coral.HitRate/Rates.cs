namespace Coral.HitRate;

/// <summary>Hits over requests, and hit bytes over bytes, of the second half of a trace.</summary>
internal readonly record struct Rates(double Requests, double Bytes);
