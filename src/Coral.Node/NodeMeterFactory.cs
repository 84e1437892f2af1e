using System.Diagnostics.Metrics;

namespace Coral.Node;

/// <summary>
/// Makes the meters of one node, so that many nodes of a process count apart: each meter's scope is its node's
/// factory.
/// </summary>
internal sealed class NodeMeterFactory : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options.Name, options.Version, options.Tags, this);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose() => _meters.ForEach(meter => meter.Dispose());
}
