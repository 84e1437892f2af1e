using Coral.Core.Identity;
using Coral.Index.Store;
using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Store;

public sealed class LeakagePolicyTests
{
    private const int Leakage = 12;
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1) / Leakage;

    [Fact]
    public void IsLoaded_AtAnyRateOfPuts_LetsAtMostOneMoreThanBetaPassInAnyMinute()
    {
        var random = new Random(12);
        for (var run = 0; run < 200; run++)
        {
            var (policy, key) = (new LeakagePolicy(Leakage, new NodeId(Points.Draw(random))), new StoredKey());
            var passed = new List<TimeSpan>();
            var now = TimeSpan.Zero;
            for (ulong put = 0; put < 400; put++)
            {
                now += TimeSpan.FromSeconds(random.NextDouble() * random.Next(1, 8));
                if (!policy.IsLoaded(key, Points.Node(1).Id, put, now))
                {
                    passed.Add(now);
                }
            }

            Assert.All(
                passed,
                first => Assert.InRange(passed.Count(p => p >= first && p < first + Span * Leakage), 1, Leakage + 1)
            );
        }
    }

    [Fact]
    public void IsLoaded_WithAPutAlwaysThere_LetsOnePassInEachSpan()
    {
        var (policy, key) = (new LeakagePolicy(Leakage, new NodeId(Points.Draw(new Random(3)))), new StoredKey());
        var passed = new List<TimeSpan>();
        for (var now = TimeSpan.Zero; now < 20 * Span; now += TimeSpan.FromMilliseconds(10))
        {
            if (!policy.IsLoaded(key, Points.Node(1).Id, (ulong)now.Ticks, now))
            {
                passed.Add(now);
            }
        }

        Assert.Equal(21, passed.Count);
        Assert.All(passed.Skip(1).Zip(passed.Skip(2)), p => Assert.Equal(Span, p.Second - p.First));
    }

    /// <summary>
    /// A neighbour's puts come five seconds apart. Were our spans counted from its last put, it would come first in
    /// every one of them, and our own puts would never leave.
    /// </summary>
    [Fact]
    public void IsLoaded_WithANeighbourInStep_LetsOurOwnPass()
    {
        var random = new Random(5);
        var lost = 0;
        for (var run = 0; run < 100; run++)
        {
            var (self, other) = (new NodeId(Points.Draw(random)), Points.Node(2).Id);
            var (policy, key) = (new LeakagePolicy(Leakage, self), new StoredKey());
            Assert.False(policy.IsLoaded(key, other, 0, TimeSpan.Zero));
            var fromOthers = 0;
            for (var step = 1; step <= 20 * 100; step++)
            {
                var now = step * Span / 100;
                var isOthers = step % 100 == 0;
                if (!policy.IsLoaded(key, isOthers ? other : self, (ulong)step, now))
                {
                    fromOthers += isOthers ? 1 : 0;
                }
            }

            lost += fromOthers > 1 ? 1 : 0;
        }

        // One in a hundred has its spans begin just where the neighbour's puts come.
        Assert.InRange(lost, 0, 4);
    }

    [Fact]
    public void IsLoaded_ForThePutThatPassed_LeavesItAWholeSpanToStore()
    {
        var random = new Random(6);
        for (var run = 0; run < 200; run++)
        {
            var (policy, key) = (new LeakagePolicy(Leakage, new NodeId(Points.Draw(random))), new StoredKey());
            var now = Span * (random.NextDouble() * 10);

            Assert.False(policy.IsLoaded(key, Points.Node(1).Id, 1, now));

            Assert.Equal(now + Span, key.Passed.StoresUntil);
            Assert.InRange(key.Passed.LoadedUntil, now + TimeSpan.FromTicks(1), now + Span);
        }
    }
}
