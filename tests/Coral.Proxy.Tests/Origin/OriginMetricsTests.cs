using System.Diagnostics.Metrics;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Proxy.Tests.Origin;

public sealed class OriginMetricsTests
{
    [Fact(Timeout = 30_000)]
    public async Task SendAsync_Requests_AreCountedByOutcome()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 404 No\r\nContent-Length: 10\r\n\r\nhello");
        using var harness = OriginHarness.Of(origin);
        var counted = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == harness.Meters)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument, 1, tags));
        listener.Start();

        await OriginHarness.ReadAllAsync((await harness.GetAsync()).Body);
        await harness.GetAsync("http://gone.x.com:8000", "/");

        Assert.Equal(
            new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["coral.proxy.origin.requests 4xx"] = 1,
                ["coral.proxy.origin.requests NameNotResolved"] = 1,
                ["coral.proxy.origin.broken_bodies ConnectionLost"] = 1,
                ["coral.proxy.origin.received"] = 5,
                ["coral.proxy.origin.connect.duration"] = 1,
                ["coral.proxy.origin.header.duration"] = 1,
            },
            counted
        );

        void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (counted)
            {
                var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
                counted[name] = counted.GetValueOrDefault(name) + value;
            }
        }
    }
}
