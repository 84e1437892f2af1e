using System.Diagnostics.Metrics;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>Follows one up-down counter of one node, as the node counts. Thread-safe.</summary>
internal sealed class UpDownGauge : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _value;
    private bool _found;

    /// <summary>Listens to the instrument of this name among the meters of one factory.</summary>
    public UpDownGauge(IMeterFactory meters, string instrument)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == instrument && ReferenceEquals(published.Meter.Scope, meters))
            {
                _found = true;
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Change(change));
        _listener.Start();
        Assert.True(_found, $"no instrument {instrument}");
    }

    /// <summary>Waits until the counter stands at exactly this value.</summary>
    public async Task ReachesAsync(long value)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_value == value)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed;
        }
    }

    public void Dispose() => _listener.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change(long change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _value += change;
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }
}
