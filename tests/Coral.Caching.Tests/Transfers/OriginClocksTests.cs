using Coral.Caching.Http;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Transfers;

namespace Coral.Caching.Tests.Transfers;

/// <summary>Clocks that are behind, told from responses that lay in a cache.</summary>
public sealed class OriginClocksTests
{
    private const string Origin = "http://www.x.com";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly OriginClocks _clocks = new(capacity: 16);

    [Fact]
    public void Observe_SecondResponseOffByTheSameMinutes_TellsTheClock()
    {
        Assert.Equal(default, Observe(at: 0, date: -120));
        Assert.Equal(TimeSpan.FromSeconds(120), Observe(at: 0.1, date: -120).Behind);
        Assert.Equal(TimeSpan.FromSeconds(120), Observe(at: 500, date: 380).Behind);
    }

    [Theory]
    [InlineData("Age", "0")]
    [InlineData("Via", "1.1 cache")]
    public void Observe_ThroughACache_TellsNothing(string name, string value)
    {
        Observe(at: 0, date: -120);
        Observe(at: 1, date: -119);

        Assert.Equal(default, Observe(at: 2, date: -118, (name, value)));
        Assert.NotEqual(default, Observe(at: 3, date: -117));
    }

    [Fact]
    public void Observe_DateThatStandsStill_IsAge()
    {
        Observe(at: 0, date: -120);
        for (var at = 3; at < 600; at += 3)
        {
            Assert.Equal(default, Observe(at, date: -120));
        }
    }

    [Fact]
    public void Observe_DateThatCreeps_IsAgeOnceItIsOffByMore()
    {
        for (var at = 0; at < 100; at++)
        {
            var clock = Observe(at, date: -120);
            Assert.True(at <= 2 || clock == default, $"believed at {at} s");
        }
    }

    [Fact]
    public void Observe_DateThatStoodStillOnce_MustRunToBeBelieved()
    {
        Observe(at: 0, date: -120);
        Observe(at: 60, date: -120);

        Assert.Equal(default, Observe(at: 61, date: -120));
        Assert.Equal(default, Observe(at: 120, date: 0));
        Assert.Equal(TimeSpan.FromSeconds(120), Observe(at: 180, date: 60).Behind);
    }

    [Fact]
    public void Observe_ClockOffByYears_IsBelievedOnceItRuns()
    {
        const int Years = -50 * 365 * 86400;

        Assert.Equal(default, Observe(at: 0, date: Years));
        Assert.Equal(default, Observe(at: 0.2, date: Years));
        Assert.Equal(TimeSpan.FromSeconds(-Years), Observe(at: 5, date: Years + 5).Behind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(3600)]
    public void Observe_ClockThatIsRightOrAhead_IsNotKept(int date)
    {
        Assert.Equal(default, Observe(at: 0, date));
        Assert.Equal(0, _clocks.Count);
    }

    [Fact]
    public void Observe_ManyOrigins_AreBounded()
    {
        for (var i = 0; i < 1000; i++)
        {
            _clocks.Observe($"http://x{i}.com", Head(-120), Start);
        }

        Assert.Equal(16, _clocks.Count);
    }

    [Fact]
    public void GetAsync_OriginTwoMinutesBehind_CostsTwoRequests()
    {
        using var node = new CacheFixture();
        node.Web.Answer = (_, _) =>
            Script.Ok(
                ("Cache-Control", "max-age=60"),
                ("Date", HttpDate.Format(node.Clock.GetUtcNow() - TimeSpan.FromMinutes(2)))
            ) with
            {
                HeaderAfter = TimeSpan.FromSeconds(0.1),
            };

        node.Clock.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await node.GetAsync("/a");
            }
        });

        Assert.Equal(2, node.Web.Hits);
    }

    private SenderClock Observe(double at, double date, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var head = Head(date);
        return _clocks.Observe(
            Origin,
            head with
            {
                Fields = new FieldList([.. head.Fields, .. FieldList.Of(fields)]),
            },
            Start.AddSeconds(at)
        );
    }

    private static ResponseHead Head(double date) =>
        new(200, FieldList.Of(("Date", HttpDate.Format(Start.AddSeconds(date)))));
}
