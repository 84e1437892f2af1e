using System.Diagnostics.Metrics;

namespace Coral.Caching.Cooperation;

/// <summary>The instruments of what proxies do for one another.</summary>
/// <remarks>Adding to a counter that nobody listens to costs a comparison.</remarks>
public sealed class CooperationMetrics
{
    private readonly Counter<long> _walks;

    /// <summary>
    /// Creates the instruments in <paramref name="meter"/>: that of <see cref="CacheMetrics"/>, which the caller owns.
    /// </summary>
    public CooperationMetrics(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        _walks = meter.CreateCounter<long>(
            "coral.caching.walks",
            "{walk}",
            "Walks of the index for a source by outcome: found, first, undecided, none (HEAD found nobody)."
        );
    }

    internal void Walked(string outcome) => _walks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
