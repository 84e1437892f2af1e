using System.Diagnostics.Metrics;

namespace Coral.DnsServing;

/// <summary>Meters without listeners.</summary>
internal sealed class PlainMeters : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(options);

    public void Dispose() { }
}
