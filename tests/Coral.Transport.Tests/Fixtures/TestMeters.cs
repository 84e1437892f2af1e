using System.Diagnostics.Metrics;

namespace Coral.Transport.Tests.Fixtures;

/// <summary>Meters of one test, and the sums of what its counters counted.</summary>
internal sealed class TestMeters : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<(string Instrument, string? Tag), long> _sums = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource? _changed;

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
                TaskCompletionSource? changed;
                lock (_lock)
                {
                    _sums[name] = _sums.GetValueOrDefault(name) + value;
                    (changed, _changed) = (_changed, null);
                }

                changed?.SetResult();
            }
        );
        _listener.Start();
    }

    /// <summary>The sum of a counter, by its name, and after a blank the value of its first tag.</summary>
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

    /// <summary>Completes when a counter stands at a value, or above it.</summary>
    public async Task ReachesAsync(string name, long value)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                _changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                changed = _changed.Task;
            }

            if (this[name] >= value)
            {
                return;
            }

            await changed;
        }
    }

    public Meter Create(MeterOptions options) => new(options.Name, options.Version, options.Tags, this);

    public void Dispose() => _listener.Dispose();
}
