using System.Diagnostics.Metrics;
using Coral.Caching.Http;
using Coral.Caching.Tests.Fixtures;

namespace Coral.Caching.Tests;

public sealed class CacheMetricsTests
{
    [Fact]
    public void Requests_EveryOutcome_IsCountedOnce()
    {
        using var node = new CacheFixture();
        var counted = new Dictionary<string, long>();
        using var listener = Listen(node, counted);
        node.Web.Answer = (request, number) =>
            request.Key.Target == "/bad" ? Script.Fails(FetchFailure.BadResponse)
            : number == 1 ? Script.Cacheable()
            : Script.Fails(FetchFailure.ConnectFailed);

        node.Clock.Run(async () =>
        {
            await node.CrowdAsync(5, "/a");
            await node.GetAsync("/a");
            await node.GetAsync("/bad");
            await node.Wait(100);
            await node.GetAsync("/a");
        });

        Assert.Equal(1, counted["coral.caching.requests miss"]);
        Assert.Equal(4, counted["coral.caching.requests collapsed"]);
        Assert.Equal(1, counted["coral.caching.requests hit"]);
        Assert.Equal(1, counted["coral.caching.requests failure"]);
        Assert.Equal(1, counted["coral.caching.requests stale"]);
        Assert.Equal(3, counted["coral.caching.origin.requests "]);
        Assert.Equal(0, counted["coral.caching.requests.waiting "]);
    }

    [Fact]
    public void Store_Observed_TellsItsSizeAndEntries()
    {
        using var node = new CacheFixture();
        var counted = new Dictionary<string, long>();
        using var listener = Listen(node, counted);
        node.Metrics.Observe(node.Store);

        node.Clock.Run(() => node.GetAsync("/a"));
        listener.RecordObservableInstruments();

        Assert.Equal(node.Store.SizeBytes, counted["coral.caching.store.size "]);
        Assert.Equal(1, counted["coral.caching.store.entries "]);
        Assert.Equal(0, counted["coral.caching.store.evictions "]);
        Assert.Equal(0, counted["coral.caching.transfers.size "]);
    }

    private static MeterListener Listen(CacheFixture node, Dictionary<string, long> counted)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter, node.Meter))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Count(instrument.Name, value, tags));
        listener.Start();
        return listener;

        void Count(string name, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = $"{name} {(tags.IsEmpty ? null : tags[0].Value)}";
            counted[key] = counted.GetValueOrDefault(key) + value;
        }
    }
}
