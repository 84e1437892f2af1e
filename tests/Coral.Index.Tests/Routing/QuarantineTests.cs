using Coral.Index.Routing;
using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Routing;

public sealed class QuarantineTests
{
    private static readonly TimeSpan Time = TimeSpan.FromMinutes(5);
    private readonly Quarantine _quarantine = new(Time, capacity: 3);

    [Fact]
    public void Holds_ForItsTime_ThenNoMore()
    {
        _quarantine.Add(Points.Node(1), default);

        Assert.True(_quarantine.Holds(Points.Node(1).Id, Time - TimeSpan.FromTicks(1)));
        Assert.False(_quarantine.Holds(Points.Node(1).Id, Time));
    }

    [Fact]
    public void Lift_AfterAnyWordFromIt_FreesIt()
    {
        _quarantine.Add(Points.Node(1), default);
        _quarantine.Release(Points.Node(1).Id);

        Assert.False(_quarantine.Holds(Points.Node(1).Id, default));
        Assert.Null(_quarantine.NextRetry(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void NextTrial_AfterEachFailure_ComesTwiceAsLate()
    {
        _quarantine.Add(Points.Node(1), default);
        Assert.Null(_quarantine.NextRetry(Time - TimeSpan.FromTicks(1)));
        Assert.Equal(Points.Node(1), _quarantine.NextRetry(Time));

        _quarantine.Add(Points.Node(1), Time);
        Assert.Null(_quarantine.NextRetry(Time * 3 - TimeSpan.FromTicks(1)));
        Assert.Equal(Points.Node(1), _quarantine.NextRetry(Time * 3));
    }

    [Fact]
    public void Add_BeyondItsCapacity_ForgetsTheOneLostLongestAgo()
    {
        for (var number = 1UL; number <= 5; number++)
        {
            _quarantine.Add(Points.Node(number), default);
        }

        Assert.Equal(3, _quarantine.Count);
        Assert.False(_quarantine.Holds(Points.Node(2).Id, default));
        Assert.True(_quarantine.Holds(Points.Node(3).Id, default));
    }

    [Fact]
    public void Add_AndLiftAgainAndAgain_StaysWithinItsBound()
    {
        for (var round = 0; round < 1_000; round++)
        {
            _quarantine.Add(Points.Node((ulong)round % 5), default);
            _quarantine.Release(Points.Node((ulong)(round + 2) % 5).Id);

            Assert.InRange(_quarantine.Count, 0, 3);
        }
    }
}
