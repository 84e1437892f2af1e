using System.Diagnostics.Metrics;

namespace Coral.Node.Hosting;

/// <summary>
/// Makes the meters of one node, so that many nodes of a process count apart: each meter's scope is its node's
/// factory.
/// </summary>
internal sealed class NodeMeterFactory : IMeterFactory
{
    private readonly Dictionary<string, Meter> _meters = new(StringComparer.Ordinal);

    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!_meters.TryGetValue(options.Name, out var meter))
        {
            meter = new Meter(options.Name, options.Version, options.Tags, this);
            _meters.Add(options.Name, meter);
        }

        return meter;
    }

    public void Dispose() => _meters.Values.ToList().ForEach(meter => meter.Dispose());
}
