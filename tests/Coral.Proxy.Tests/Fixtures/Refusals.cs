using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>Why a peer's server refused, as its metrics have it.</summary>
internal sealed class Refusals : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _reasons = new();

    public Refusals(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "coral.proxy.peer.refused")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _reasons.Enqueue((string)tags[0].Value!));
        _listener.Start();
    }

    public IReadOnlyList<string> Reasons => [.. _reasons];

    public void Dispose() => _listener.Dispose();
}
