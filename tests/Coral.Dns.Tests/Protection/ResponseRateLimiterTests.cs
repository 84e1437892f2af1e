using System.Net;
using Coral.Core.Network;
using Coral.Dns.Events;
using Coral.Dns.Protection;

namespace Coral.Dns.Tests.Protection;

/// <summary>Buckets of answers.</summary>
public sealed class ResponseRateLimiterTests
{
    private static readonly NodeAddress Client = NodeAddress.From(IPAddress.Parse("198.51.100.7"), 53);
    private readonly ResponseRateLimiter _limiter = new(new SipHash(1, 2), perSecond: 16, burst: 4);

    [Fact]
    public void TryTake_OverAMinute_GivesTheRateAndTheBurst()
    {
        var taken = 0;
        for (var tick = 0; tick < 60_000; tick++)
        {
            taken += _limiter.TryTake(Client, ResponseKind.Positive, 1, TimeSpan.FromMilliseconds(tick)) ? 1 : 0;
        }

        Assert.InRange(taken, (16 * 60) + 60, (16 * 60) + 64);
    }

    [Fact]
    public void TryTake_OtherKindsAndSubjects_HaveTheirOwn()
    {
        while (_limiter.TryTake(Client, ResponseKind.Positive, 1, TimeSpan.Zero)) { }

        Assert.True(_limiter.TryTake(Client, ResponseKind.NoData, 1, TimeSpan.Zero));
        Assert.True(_limiter.TryTake(Client, ResponseKind.Positive, 2, TimeSpan.Zero));
        Assert.False(_limiter.TryTake(Client.WithPort(99), ResponseKind.Positive, 1, TimeSpan.Zero));
    }

    [Fact]
    public void TryTake_AfterTheCounterOfTimeHasWrapped_GoesOn()
    {
        // 2^32 ticks of 1/4096 s are twelve days.
        foreach (var days in (double[])[0, 6, 12.1, 18, 24.5])
        {
            var now = TimeSpan.FromDays(days);
            var taken = 0;
            while (taken < 100 && _limiter.TryTake(Client, ResponseKind.Positive, 1, now))
            {
                taken++;
            }

            Assert.Equal(64, taken);
        }
    }

    [Fact]
    public async Task TryTake_FromManyThreads_GivesNoMoreThanThereIs()
    {
        var taken = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(() =>
                        Enumerable
                            .Range(0, 10_000)
                            .Count(_ => _limiter.TryTake(Client, ResponseKind.Positive, 1, TimeSpan.FromSeconds(1)))
                    )
                )
        );

        Assert.Equal(64, taken.Sum());
    }
}
