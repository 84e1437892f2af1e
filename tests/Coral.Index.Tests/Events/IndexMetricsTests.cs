using System.Diagnostics.Metrics;
using Coral.Core.Index;
using Coral.Index.Events;

namespace Coral.Index.Tests.Events;

public sealed class IndexMetricsTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly MeterListener _listener = new();
    private readonly List<string> _measured = [];
    private readonly IndexMetrics _metrics;

    public IndexMetricsTests()
    {
        _metrics = new IndexMetrics(_meter);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Note(i, $"{value}", tags));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Note(i, $"{value}", tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Note(i, $"{value}", tags));
        _listener.Start();
    }

    [Fact]
    public void LookupDone_IsMeasuredInSecondsAndHopsByOperation()
    {
        _metrics.LookupDone(LookupKind.GetOrPut, new LookupCost(3, 7, 1, TimeSpan.FromSeconds(2)));

        Assert.Equal(
            ["coral.index.lookup.duration 2 operation=get_or_put", "coral.index.lookup.hops 3 operation=get_or_put"],
            _measured
        );
    }

    [Fact]
    public void RpcDone_WithAResponse_IsMeasuredByType()
    {
        _metrics.RpcDone(RpcType.Find, RpcOutcome.Answered, TimeSpan.FromSeconds(1));

        Assert.Equal(["coral.index.rpc.duration 1 type=find"], _measured);
    }

    [Theory]
    [InlineData(RpcOutcome.TimedOut, 1)]
    [InlineData(RpcOutcome.Superseded, 0)]
    [InlineData(RpcOutcome.NotSent, 0)]
    public void RpcDone_WithoutAResponse_CountsTimeoutsAlone(RpcOutcome outcome, int timeouts)
    {
        _metrics.RpcDone(RpcType.Ping, outcome, TimeSpan.FromSeconds(1));

        Assert.Equal(Enumerable.Repeat("coral.index.timeouts 1 ", timeouts), _measured);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    private void Note(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Add($"{instrument.Name} {value} {(tags.IsEmpty ? "" : $"{tags[0].Key}={tags[0].Value}")}");
}
