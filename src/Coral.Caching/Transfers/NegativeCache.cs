using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>
/// The answers of origins that are repeated from memory: refusals (429, 503), redirects that lead back, objects over
/// the limit. Bounded; safe for concurrent use.
/// </summary>
/// <remarks>
/// An origin that refuses names the time for which it is left alone. When the time is over, one request asks for all;
/// the others are held back until it knows. Once an origin has refused several URLs, and has answered none in between,
/// all of its URLs are held back.
/// </remarks>
internal sealed class NegativeCache(CacheOptions options, TimeProvider clock)
{
    /// <summary>The refused URLs from which on an origin is left alone as a whole.</summary>
    public const int Several = 3;

    /// <summary>The longest that an origin is left alone, however long it asked for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly RecentTable<CacheKey, NegativeEntry> _urls = new(options.RememberedUrls);
    private readonly RecentTable<string, OriginRefusals> _origins = new(options.RememberedUrls);

    /// <summary>The entries of each table, for the tests of their bounds.</summary>
    public (int Urls, int Origins) Counts => (_urls.Count, _origins.Count);

    /// <summary>The entry that holds for <paramref name="key"/> now.</summary>
    public OriginPause? Pause(CacheKey key)
    {
        lock (_lock)
        {
            return Pause_NeedsLock(key);
        }
    }

    /// <summary>
    /// As <see cref="Pause"/>, by a caller that sends a request if the result is <see langword="null"/>.
    /// </summary>
    public OriginPause? PauseOrProbe(CacheKey key)
    {
        lock (_lock)
        {
            if (Pause_NeedsLock(key) is { } pause)
            {
                return pause;
            }

            var until = clock.GetUtcNow() + options.FailurePause;
            if (_urls.TryGet(key, out var entry))
            {
                _urls.Set(key, entry with { Until = until });
            }

            if (_origins.TryGet(key.Origin, out var origin) && origin.All is { } all)
            {
                _origins.Set(key.Origin, origin with { All = all with { Until = until } });
            }

            return null;
        }
    }

    /// <summary>Remembers an entry.</summary>
    /// <param name="key">The URL that was requested.</param>
    /// <param name="failure">The failure to report.</param>
    /// <param name="status">With a refusal, its status.</param>
    /// <param name="asked">The time that the origin named; without it the usual back-off, which doubles.</param>
    /// <param name="startedAt">The time at which the request was sent.</param>
    /// <param name="isForAll">True if this entry is the first that holds for all URLs of the origin.</param>
    /// <returns>The pause of the URL from now on.</returns>
    public OriginPause Add(
        CacheKey key,
        FetchFailure failure,
        int status,
        TimeSpan? asked,
        DateTimeOffset startedAt,
        out bool isForAll
    )
    {
        isForAll = false;
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (_urls.TryGet(key, out var last) && startedAt < last.CountedAt)
            {
                return Pause_NeedsLock(key) ?? new OriginPause(TimeSpan.Zero, last.Failure, last.Status);
            }

            var inARow = last?.Failure == failure ? last.InARow + 1 : 1;
            var pause = asked ?? DoublingPause.After(inARow, options.FailurePause, options.LongestFailurePause);
            var until = now + (pause < Longest ? pause : Longest);
            var entry = new NegativeEntry(failure, status, inARow, now, until);
            _urls.Set(key, entry);
            if (failure == FetchFailure.Refused)
            {
                isForAll = CountAtOrigin_NeedsLock(key, entry);
            }

            return Pause_NeedsLock(key) ?? new OriginPause(TimeSpan.Zero, failure, status);
        }
    }

    /// <summary>The origin has answered a request for <paramref name="key"/> otherwise.</summary>
    /// <param name="key">The URL that was requested.</param>
    /// <param name="startedAt">The time of the request: one sent before a refusal does not lift it.</param>
    public void Answered(CacheKey key, DateTimeOffset startedAt)
    {
        lock (_lock)
        {
            if (_urls.TryGet(key, out var entry) && entry.CountedAt <= startedAt)
            {
                _urls.Remove(key);
            }

            if (_origins.TryGet(key.Origin, out var origin) && origin.CountedAt <= startedAt)
            {
                _origins.Remove(key.Origin);
            }
        }
    }

    private OriginPause? Pause_NeedsLock(CacheKey key)
    {
        var now = clock.GetUtcNow();
        var url = _urls.TryGet(key, out var entry) && entry.Until > now ? entry : null;
        var all = _origins.TryGet(key.Origin, out var origin) && origin.All?.Until > now ? origin.All : null;
        var longer = url is null || all?.Until > url.Until ? all : url;
        return longer is null ? null : new OriginPause(longer.Until - now, longer.Failure, longer.Status);
    }

    /// <summary>Counts a refusal at its origin.</summary>
    /// <returns>True if this refusal is the one from which on the whole origin is left alone.</returns>
    private bool CountAtOrigin_NeedsLock(CacheKey key, NegativeEntry refusal)
    {
        var known = _origins.TryGet(key.Origin, out var origin) ? origin : new OriginRefusals([], null, default);
        var urls = known.Urls;
        if (urls.Length < Several && !urls.Contains(key))
        {
            urls = [.. urls, key];
        }

        var all =
            urls.Length < Several ? null
            : known.All?.Until > refusal.Until ? known.All
            : refusal;
        _origins.Set(key.Origin, new OriginRefusals(urls, all, refusal.CountedAt));
        return all is not null && known.All is null;
    }

    /// <summary>The refusals of one origin.</summary>
    /// <param name="Urls">Its refused URLs, up to <see cref="Several"/>.</param>
    /// <param name="All">The refusal that holds for all of its URLs.</param>
    /// <param name="CountedAt">The moment of the last refusal.</param>
    private sealed record OriginRefusals(CacheKey[] Urls, NegativeEntry? All, DateTimeOffset CountedAt);
}
