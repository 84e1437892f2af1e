using System.Diagnostics.Metrics;

namespace Coral.Index;

/// <summary>What the index counts.</summary>
/// <param name="meter">The meter <c>Coral.Index</c>.</param>
public sealed class IndexMetrics(Meter meter)
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Coral.Index";

    private readonly Counter<long> _requests = meter.CreateCounter<long>(
        "coral.index.requests",
        "{request}",
        "Requests sent, repeats counted."
    );

    private readonly Counter<long> _answered = meter.CreateCounter<long>(
        "coral.index.answered",
        "{request}",
        "Requests of others that were answered."
    );

    private readonly Counter<long> _timeouts = meter.CreateCounter<long>(
        "coral.index.timeouts",
        "{call}",
        "Calls that nobody answered, however often they were sent."
    );

    private readonly Counter<long> _dropped = meter.CreateCounter<long>(
        "coral.index.dropped",
        "{datagram}",
        "Datagrams dropped, by reason."
    );

    private readonly Counter<long> _undecided = meter.CreateCounter<long>(
        "coral.index.undecided",
        "{walk}",
        "Claims that could not be settled at level 0."
    );

    internal void Sent() => _requests.Add(1);

    internal void Answered() => _answered.Add(1);

    internal void TimedOut() => _timeouts.Add(1);

    internal void Dropped(string reason) => _dropped.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal void Undecided() => _undecided.Add(1);
}
