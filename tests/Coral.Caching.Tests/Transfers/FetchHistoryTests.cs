using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Transfers;
using Coral.Simulation.Time;

namespace Coral.Caching.Tests.Transfers;

public sealed class FetchHistoryTests
{
    private readonly VirtualClock _clock = new();
    private readonly FetchHistory _history;

    public FetchHistoryTests() =>
        _history = new FetchHistory(new CacheOptions { RememberedUrls = 50 }, _clock, new CompositeCacheEvents());

    [Fact]
    public void Counts_MoreIsLearntThanRemembered_StayAtTheBound()
    {
        var varies = new ResponseHead(200, FieldList.Of(("Vary", "Accept")));
        for (var i = 0; i < 500; i++)
        {
            var key = new CacheKey($"http://{i}.com", "/");
            _history.Vary.Learn(key, varies);
            _history.Arrived(key, varies, shareable: false, _clock.GetUtcNow());
            _history.Failed(key, FetchFailure.ConnectFailed, _clock.GetUtcNow());
            _history.Failed(key, FetchFailure.BadResponse, _clock.GetUtcNow());
        }

        Assert.Equal((50, 50, 50, 50), _history.Counts);
    }

    [Fact]
    public void Counts_ForgetTheLeastRecentlyUsed()
    {
        var first = new CacheKey("http://first.com", "/");
        _history.Failed(first, FetchFailure.ConnectFailed, _clock.GetUtcNow());
        for (var i = 0; i < 49; i++)
        {
            _history.Failed(new CacheKey($"http://{i}.com", "/"), FetchFailure.ConnectFailed, _clock.GetUtcNow());
        }

        Assert.NotNull(_history.Pause(first));
        _history.Failed(new CacheKey("http://new.com", "/"), FetchFailure.ConnectFailed, _clock.GetUtcNow());

        Assert.NotNull(_history.Pause(first));
        Assert.Null(_history.Pause(new CacheKey("http://0.com", "/")));
    }

    [Fact]
    public void Failed_AttemptsThatWereUnderWayTogether_CountAsOne()
    {
        var key = new CacheKey("http://a.com", "/");
        var pause = _clock.Run(async () =>
        {
            var began = _clock.GetUtcNow();
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            for (var i = 0; i < 100; i++)
            {
                _history.Failed(key with { Target = $"/{i}" }, FetchFailure.ConnectTimedOut, began);
            }

            return _history.Pause(key)?.Rest;
        });

        Assert.Equal(TimeSpan.FromSeconds(5), pause);
    }

    [Fact]
    public void Arrived_OriginResponds_EndsItsPause()
    {
        var key = new CacheKey("http://a.com", "/");
        _history.Failed(key, FetchFailure.NameNotResolved, _clock.GetUtcNow());

        _history.Arrived(key, new ResponseHead(404, FieldList.Empty), shareable: true, _clock.GetUtcNow());

        Assert.Null(_history.Pause(key));
    }
}
