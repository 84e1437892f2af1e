using Coral.Caching.Http;
using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

public sealed class CrowdTallyTests
{
    private readonly CrowdTally _tally = new(minutes: 2);

    [Fact]
    public void Serve_OfEachKind_CountsWhereAndWhenItWasMade()
    {
        _tally.Hit(TimeSpan.FromSeconds(59));
        Serve(new CacheStatus { Hit = true, Detail = "memory" });
        Serve(new CacheStatus { Collapsed = true, Detail = "level0" });
        Serve(new CacheStatus { Detail = "level2" });
        Serve(new CacheStatus { Detail = "level1" });
        Serve(new CacheStatus { Detail = "level0" });
        Serve(new CacheStatus { Detail = "origin" });
        _tally.Fail();

        Assert.Equal(
            [
                new FlashCrowdResult.MinuteFigures(1, 1, 0, 0, 0, 0),
                new FlashCrowdResult.MinuteFigures(2, 2, 1, 1, 1, 1),
            ],
            _tally.ByMinute
        );
        Assert.Equal((7, 1, 1), (_tally.Served, _tally.Failed, _tally.Joined));
        Assert.Equal([250, 250, 250, 250], _tally.FetchTimes);
    }

    [Fact]
    public void Serve_FromNowhere_Throws() =>
        Assert.Throws<InvalidOperationException>(() => Serve(new CacheStatus { Detail = "elsewhere" }));

    private void Serve(CacheStatus status) =>
        _tally.Serve(TimeSpan.FromSeconds(61), status, TimeSpan.FromSeconds(61.25));
}
