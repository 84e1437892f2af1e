using System.Diagnostics.Metrics;

namespace Coral.Transport.Tests.Fixtures;

/// <summary>Meters of one test, and the sums of what its counters counted.</summary>
internal sealed class TestMeters : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<(string Instrument, string? Tag), long> _sums = [];
    private readonly Lock _lock = new();

    public TestMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, this))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
            {
                // Without garbage: some tests count what is allocated.
                var name = (instrument.Name, tags.Length == 0 ? null : (string?)tags[0].Value);
                lock (_lock)
                {
                    _sums[name] = _sums.GetValueOrDefault(name) + value;
                }
            }
        );
        _listener.Start();
    }

    /// <summary>What a counter has counted, its first tag's value after a blank.</summary>
    public long this[string name]
    {
        get
        {
            var words = name.Split(' ');
            lock (_lock)
            {
                return _sums.GetValueOrDefault((words[0], words.ElementAtOrDefault(1)));
            }
        }
    }

    public Meter Create(MeterOptions options) => new(options.Name, options.Version, options.Tags, this);

    public void Dispose() => _listener.Dispose();
}
