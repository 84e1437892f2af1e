using System.Diagnostics.Metrics;
using Coral.Caching.Events;
using Coral.Caching.Http;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>The number of responses in the store of one node, read whenever one of its fetches has ended.</summary>
internal sealed class StoredEntries : ICacheEvents, IDisposable
{
    private const string Instrument = "coral.caching.store.entries";

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _ended = NewSignal();
    private long _value;

    /// <summary>Listens to the instrument among the meters of one factory.</summary>
    public void Observe(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == Instrument && ReferenceEquals(published.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Volatile.Write(ref _value, value));
        _listener.SetMeasurementEventCallback<int>((_, value, _, _) => Volatile.Write(ref _value, value));
        _listener.Start();
    }

    /// <summary>Waits until there are at least this many.</summary>
    public async Task ReachAsync(long value)
    {
        while (true)
        {
            Task ended;
            lock (_gate)
            {
                ended = _ended.Task;
            }

            _listener.RecordObservableInstruments();
            if (Volatile.Read(ref _value) >= value)
            {
                return;
            }

            await ended.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc />
    public void FetchEnded(CacheKey key, FetchSource source, TimeSpan duration, FetchFailure? failure)
    {
        TaskCompletionSource ended;
        lock (_gate)
        {
            (ended, _ended) = (_ended, NewSignal());
        }

        ended.SetResult();
    }

    public void Dispose() => _listener.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
