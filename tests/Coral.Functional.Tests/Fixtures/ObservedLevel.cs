using System.Diagnostics.Metrics;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>Reads one observable up-down counter of one node.</summary>
internal sealed class ObservedLevel : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _value;

    /// <summary>Listens to the instrument of this name among the meters of one factory.</summary>
    public ObservedLevel(IMeterFactory meters, string instrument)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == instrument && ReferenceEquals(published.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Volatile.Write(ref _value, value));
        _listener.SetMeasurementEventCallback<int>((_, value, _, _) => Volatile.Write(ref _value, value));
        _listener.Start();
    }

    /// <summary>Looks until the level is at least this.</summary>
    public async Task ReachesAsync(long value)
    {
        while (Volatile.Read(ref _value) < value)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _listener.RecordObservableInstruments();
            await Task.Yield();
        }
    }

    public void Dispose() => _listener.Dispose();
}
