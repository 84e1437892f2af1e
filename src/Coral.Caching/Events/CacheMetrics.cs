using System.Diagnostics.Metrics;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Events;

/// <summary>The cache's instruments.</summary>
/// <remarks>Adding to a counter that nobody listens to costs a comparison; none of them allocates.</remarks>
public sealed class CacheMetrics : ICacheEvents
{
    /// <summary>The name of the meter that the instruments belong to.</summary>
    public const string MeterName = "Coral.Caching";

    private static readonly KeyValuePair<string, object?> Hit = new("outcome", "hit");
    private static readonly KeyValuePair<string, object?> Miss = new("outcome", "miss");
    private static readonly KeyValuePair<string, object?> Collapsed = new("outcome", "collapsed");
    private static readonly KeyValuePair<string, object?> Stale = new("outcome", "stale");
    private static readonly KeyValuePair<string, object?> Failure = new("outcome", "failure");

    private static readonly KeyValuePair<string, object?>[] Sources =
    [
        new("source", "origin"),
        new("source", "level0"),
        new("source", "level1"),
        new("source", "level2"),
    ];

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _originRequests;
    private readonly UpDownCounter<long> _waiting;
    private readonly UpDownCounter<long> _queued;
    private readonly Histogram<double> _fetchDuration;

    /// <summary>
    /// Creates the instruments in <paramref name="meter"/>, which the caller owns and names <see cref="MeterName"/>.
    /// </summary>
    public CacheMetrics(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        _meter = meter;
        _requests = meter.CreateCounter<long>(
            "coral.caching.requests",
            "{request}",
            "Requests by outcome: hit, miss, collapsed (joined a fetch under way), stale, failure."
        );
        _originRequests = meter.CreateCounter<long>(
            "coral.caching.origin.requests",
            "{request}",
            "Requests sent to origins, conditional ones included."
        );
        _waiting = meter.CreateUpDownCounter<long>(
            "coral.caching.requests.waiting",
            "{request}",
            "Requests that follow a fetch, their own or another's, whose header has not come."
        );
        _queued = meter.CreateUpDownCounter<long>(
            "coral.caching.requests.queued",
            "{request}",
            "Requests that wait for their turn at an origin, under its cap for what cannot be shared."
        );
        _fetchDuration = meter.CreateHistogram<double>(
            "coral.caching.fetch.duration",
            "s",
            "Time from the start of a fetch to its last byte or failure, by source: origin, level0, level1, level2."
        );
    }

    /// <summary>Publishes what <paramref name="store"/> holds and has evicted.</summary>
    public void Observe(MemoryStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _meter.CreateObservableUpDownCounter("coral.caching.store.size", () => store.SizeBytes, "By", "Memory held.");
        _meter.CreateObservableUpDownCounter(
            "coral.caching.store.entries",
            () => store.Count,
            "{entry}",
            "Responses held."
        );
        _meter.CreateObservableCounter(
            "coral.caching.store.evictions",
            () => store.Evictions,
            "{entry}",
            "Responses that made room for others."
        );
    }

    /// <summary>Publishes the memory that transfers hold.</summary>
    internal void ObserveTransfers(Func<long> takenBytes) =>
        _meter.CreateObservableUpDownCounter(
            "coral.caching.transfers.size",
            takenBytes,
            "By",
            "Memory held by transfers under way."
        );

    internal void WaitBegan() => _waiting.Add(1);

    internal void WaitEnded() => _waiting.Add(-1);

    internal void QueueEntered() => _queued.Add(1);

    internal void QueueLeft() => _queued.Add(-1);

    internal void ServedHit() => _requests.Add(1, Hit);

    internal void ServedStale() => _requests.Add(1, Stale);

    internal void ServedCollapsed() => _requests.Add(1, Collapsed);

    internal void ServedMiss() => _requests.Add(1, Miss);

    internal void ServedFailure() => _requests.Add(1, Failure);

    /// <inheritdoc />
    public void OriginRequested(CacheKey key) => _originRequests.Add(1);

    /// <inheritdoc />
    public void FetchEnded(CacheKey key, FetchSource source, TimeSpan duration, FetchFailure? failure) =>
        _fetchDuration.Record(duration.TotalSeconds, Sources[(int)source]);
}
