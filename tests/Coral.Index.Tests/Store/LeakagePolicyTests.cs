using Coral.Core.Identity;
using Coral.Index.Store;
using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Store;

public sealed class LeakagePolicyTests
{
    private const int Leakage = 12;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1) / Leakage;
    private static readonly NodeId Self = Points.Node(1).Id;
    private static readonly NodeId Other = Points.Node(2).Id;

    private readonly LeakagePolicy _policy = new(Leakage, Self);
    private readonly StoredKey _key = new();

    [Fact]
    public void IsLoaded_AtAnyRateOfPuts_LetsAtMostBetaPassInAnyMinute()
    {
        var random = new Random(12);
        for (var run = 0; run < 200; run++)
        {
            var key = new StoredKey();
            var passed = new List<TimeSpan>();
            var now = TimeSpan.Zero;
            for (ulong put = 0; put < 400; put++)
            {
                now += TimeSpan.FromSeconds(random.NextDouble() * random.Next(1, 8));
                if (!_policy.IsLoaded(key, random.Next(2) == 0 ? Self : Other, put, now))
                {
                    passed.Add(now);
                }
            }

            Assert.All(
                passed,
                first => Assert.InRange(passed.Count(p => p >= first && p < first + (Interval * Leakage)), 1, Leakage)
            );
        }
    }

    [Fact]
    public void IsLoaded_WithOwnPutsAllTheTime_LetsBetaPassInAMinute()
    {
        var passed = 0;
        for (var step = 0; step < 600; step++)
        {
            passed += _policy.IsLoaded(_key, Self, (ulong)step, step * Interval / 50) ? 0 : 1;
        }

        Assert.Equal(Leakage, passed);
    }

    [Fact]
    public void IsLoaded_ForAnother_IsATenthLonger()
    {
        Assert.False(_policy.IsLoaded(_key, Other, 1, TimeSpan.Zero));

        Assert.True(_policy.IsLoaded(_key, Other, 2, (Interval * 1.1) - TimeSpan.FromTicks(1)));
        Assert.False(_policy.IsLoaded(_key, Other, 3, Interval * 1.1));
    }

    /// <summary>
    /// A neighbour's puts come as far apart as ours may pass, each at the moment from which one may: it would come
    /// first in all of them.
    /// </summary>
    [Fact]
    public void IsLoaded_WithANeighbourInStep_LetsTheOwnPutPass()
    {
        Assert.False(_policy.IsLoaded(_key, Other, 0, TimeSpan.Zero));
        for (var round = 1; round <= 20; round++)
        {
            Assert.True(_policy.IsLoaded(_key, Other, (ulong)round, round * Interval));
            var passed = 0;
            for (var step = 1; step < 100; step++)
            {
                passed += _policy.IsLoaded(_key, Self, (ulong)step, (round * Interval) + (step * Interval / 100))
                    ? 0
                    : 1;
            }

            Assert.Equal(1, passed);
        }
    }
}
