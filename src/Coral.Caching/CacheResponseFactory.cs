using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>
/// Turns what the store or a flight gave into a client's response, a stale copy in place of a failure included.
/// </summary>
internal sealed class CacheResponseFactory(
    FetchHistory history,
    CacheOptions options,
    CacheMetrics metrics,
    TimeProvider clock
)
{
    /// <summary>Counts a fresh stored response that was served as it is.</summary>
    public void CountHit() => metrics.ServedHit();

    /// <summary>A stored response, served without any request.</summary>
    public CacheResponse Hit(StoredResponse stored)
    {
        var now = clock.GetUtcNow();
        if (stored.IsFresh(now))
        {
            metrics.ServedHit();
        }
        else
        {
            metrics.ServedStale();
        }

        return FromStore(stored, now, new CacheStatus { Hit = true });
    }

    /// <summary>The header of a large response, for HEAD.</summary>
    public ServedResponse Kept(KeptHead kept)
    {
        metrics.ServedHit();
        var now = clock.GetUtcNow();
        var status = new CacheStatus
        {
            Hit = true,
            Ttl = kept.Freshness.FreshUntil - now,
            Detail = "memory",
        };
        return new ServedResponse(kept.Head, StoredBody.Empty, kept.Freshness.Age(now), status);
    }

    /// <summary>
    /// Nothing is stored or on its way, and the client wanted nothing else (RFC 9111, section 5.2.1.7).
    /// </summary>
    public static CacheResponse NotHere() =>
        new ServedResponse(
            new ResponseHead(504, FieldList.Empty),
            StoredBody.Empty,
            TimeSpan.Zero,
            new CacheStatus { Detail = "only-if-cached" }
        );

    /// <summary>The origin is left alone for a while.</summary>
    public CacheResponse Paused(CacheMiss miss, OriginPause? pause)
    {
        var failure = pause?.Failure ?? FetchFailure.RecentlyFailed;
        return miss.Stored is { } stored && MayServe(stored, failure)
            ? Hit(stored)
            : Failed(failure, pause, new CacheStatus { Forward = miss.Reason });
    }

    /// <summary>The response of a flight, which it leaves when it is disposed, or at once without a body.</summary>
    public CacheResponse FromFlight(CacheMiss miss, Flight flight, FlightOutcome outcome, bool collapsed)
    {
        var status = new CacheStatus
        {
            Forward = miss.Reason,
            ForwardStatus = collapsed ? 0 : outcome.Fetched.Head?.Status ?? 0,
            Collapsed = collapsed || outcome.Fetched.IsJoined,
        };
        if (outcome.Head is not { } head)
        {
            flight.Leave();
            return miss.Stored is { } copy && MayServe(copy, outcome.Failure)
                ? Stale(copy, status)
                : Failed(outcome.Failure, history.Pause(miss.Request.Key), status);
        }

        var now = clock.GetUtcNow();
        if (
            StatusCodes.IsTemporary(head.Status)
            && miss.Stored is { } old
            && Staleness.MayServe(old, head.Status, now, options.StaleOnFailure)
        )
        {
            flight.Leave();
            return Stale(old, status);
        }

        Count(collapsed);
        if (outcome.Refreshed is { } refreshed)
        {
            flight.Leave();
            return FromStore(refreshed, now, status);
        }

        var isStored = !collapsed && outcome.WillBeStored;
        status = status with { Detail = DetailOf(outcome.Fetched.Source), Stored = isStored };
        var age = outcome.Freshness.Age(now);
        if (!miss.Request.IsHead)
        {
            return new ServedResponse(head, outcome.Body, age, status, flight);
        }

        flight.Leave();
        return new ServedResponse(head, StoredBody.Empty, age, status);
    }

    private static string DetailOf(FetchSource source) =>
        source switch
        {
            FetchSource.Level2 => "level2",
            FetchSource.Level1 => "level1",
            FetchSource.Level0 => "level0",
            _ => "origin",
        };

    private static ServedResponse FromStore(StoredResponse stored, DateTimeOffset now, CacheStatus status) =>
        new(
            stored.Head,
            stored.Body.OpenReader(),
            stored.Age(now),
            status with
            {
                Ttl = stored.FreshUntil - now,
                Detail = "memory",
            },
            stored: stored
        );

    private ServedResponse Stale(StoredResponse stored, CacheStatus status)
    {
        metrics.ServedStale();
        return FromStore(stored, clock.GetUtcNow(), status);
    }

    private FailedResponse Failed(FetchFailure failure, OriginPause? pause, CacheStatus status)
    {
        metrics.ServedFailure();
        return new FailedResponse(failure, pause, status);
    }

    private bool MayServe(StoredResponse stored, FetchFailure failure) =>
        Staleness.MayServe(stored, failure, clock.GetUtcNow(), options.StaleOnFailure);

    private void Count(bool collapsed)
    {
        if (collapsed)
        {
            metrics.ServedCollapsed();
        }
        else
        {
            metrics.ServedMiss();
        }
    }
}
