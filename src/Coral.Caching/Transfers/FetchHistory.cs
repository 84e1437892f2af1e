using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>
/// The lessons of earlier fetches: <c>Vary</c>, URLs that are not shareable, failures, refusals. Bounded.
/// </summary>
internal sealed class FetchHistory(CacheOptions options, TimeProvider clock, ICacheEvents events)
{
    private readonly RecentTable<CacheKey, DateTimeOffset> _unshared = new(options.RememberedUrls);
    private readonly BackoffTable<string> _origins = Table<string>(options, clock, forgiven: 0);
    private readonly BackoffTable<CacheKey> _urls = Table<CacheKey>(options, clock, forgiven: 1);
    private readonly NegativeCache _negative = new(options, clock);

    /// <summary>The URLs that HEAD is sent for, and the headers that answer it.</summary>
    public KeptHeads Heads { get; } = new();

    /// <summary>The header that answers a HEAD without a request, if one was kept and is fresh.</summary>
    public KeptHead? KeptHead(CacheRequest request) => Heads.FindFresh(request.Key, request.Fields, clock.GetUtcNow());

    /// <summary>The names that <c>Vary</c> had.</summary>
    public VaryMemory Vary { get; } = new(options.RememberedUrls);

    /// <summary>The entries of each table, for the tests of their bounds.</summary>
    internal (int Vary, int Unshared, int Origins, int Urls) Counts =>
        (Vary.Counts.Urls, _unshared.Count, _origins.Count, _urls.Count);

    /// <summary>The entries of the tables of the negative cache, for the tests of their bounds.</summary>
    internal (int Urls, int Origins) NegativeCounts => _negative.Counts;

    /// <summary>
    /// The fields that will select the response to <paramref name="request"/>, by what <c>Vary</c> said so far.
    /// </summary>
    public SelectingFields Selecting(CacheRequest request) => SelectingFields.Of(Vary.Of(request.Key), request.Fields);

    /// <summary>Learns that responses of <paramref name="key"/> are not shareable.</summary>
    public void LearnUnshared(CacheKey key) => _unshared.Set(key, clock.GetUtcNow() + options.UnsharedMemory);

    /// <summary>True if responses of <paramref name="key"/> were recently found not to be shareable.</summary>
    public bool IsUnshared(CacheKey key)
    {
        if (!_unshared.TryGet(key, out var until))
        {
            return false;
        }

        if (clock.GetUtcNow() < until)
        {
            return true;
        }

        _unshared.Remove(key);
        return false;
    }

    /// <summary>
    /// The rest of the back-off from the origin or the URL; <see langword="null"/> when it may be requested.
    /// </summary>
    public OriginPause? Pause(CacheKey key)
    {
        var (origin, url) = (_origins.Pause(key.Origin), _urls.Pause(key));
        var failed = origin > url || url is null ? origin : url;
        return _negative.Pause(key) is { } entry && (failed is null || entry.Rest >= failed) ? entry
            : failed is { } rest ? new OriginPause(rest)
            : null;
    }

    /// <summary>The answer of the origin that is repeated from memory for <paramref name="key"/> now.</summary>
    public OriginPause? Repeated(CacheKey key) => _negative.Pause(key);

    /// <summary>
    /// As <see cref="Pause"/>, by a caller that sends a request if the result is <see langword="null"/>.
    /// </summary>
    public OriginPause? PauseOrProbe(CacheKey key)
    {
        if (Pause(key) is { } pause)
        {
            return pause;
        }

        return (_origins.PauseOrProbe(key.Origin) ?? _urls.PauseOrProbe(key)) is { } rest
            ? new OriginPause(rest)
            : _negative.PauseOrProbe(key);
    }

    /// <summary>Learns from a header by which an origin asks to be left alone.</summary>
    /// <remarks>Such a header says nothing of the resource: neither what it varies on nor who may share it.</remarks>
    /// <returns>The time to leave it alone; <see langword="null"/> for any other header.</returns>
    public OriginPause? Refused(CacheKey key, ResponseHead head, DateTimeOffset startedAt)
    {
        var asked = RetryAfter.Of(head, clock.GetUtcNow());
        if (!StatusCodes.IsRefusal(head.Status, asked))
        {
            return null;
        }

        _origins.Succeeded(key.Origin);
        return Remember(key, FetchFailure.Refused, head.Status, asked, startedAt);
    }

    /// <summary>A peer repeats what the origin answered.</summary>
    public void Learn(CacheKey key, OriginPause entry) =>
        Remember(key, entry.Failure, entry.Status, entry.Rest, clock.GetUtcNow());

    /// <summary>Learns from a header.</summary>
    public void Arrived(CacheKey key, ResponseHead head, bool shareable, DateTimeOffset startedAt)
    {
        _origins.Succeeded(key.Origin);
        _negative.Answered(key, startedAt);
        if (StatusCodes.IsTemporary(head.Status))
        {
            _urls.Failed(key, startedAt);
            return;
        }

        if (shareable)
        {
            _unshared.Remove(key);
        }
        else
        {
            LearnUnshared(key);
        }
    }

    /// <summary>Learns from a response that came whole, or was good enough to need no body.</summary>
    public void Succeeded(CacheKey key, int status)
    {
        if (!StatusCodes.IsTemporary(status))
        {
            _urls.Succeeded(key);
        }
    }

    /// <summary>Learns from a failure, before or after a header.</summary>
    /// <remarks>
    /// A refusal or a fault of this node is not counted: it is no failure of the origin.
    /// </remarks>
    public void Failed(CacheKey key, FetchFailure failure, DateTimeOffset startedAt)
    {
        switch (failure)
        {
            case FetchFailure.NameNotResolved or FetchFailure.ConnectFailed or FetchFailure.ConnectTimedOut:
                if (_origins.Failed(key.Origin, startedAt) is var pause && pause > TimeSpan.Zero)
                {
                    events.OriginLeftAlone(key.Origin, failure, pause);
                }

                break;
            case FetchFailure.HeaderTimedOut
            or FetchFailure.BodyTimedOut
            or FetchFailure.ConnectionLost
            or FetchFailure.BadResponse
            or FetchFailure.WrongDigest:
                _urls.Failed(key, startedAt);
                break;
            case FetchFailure.TooLarge or FetchFailure.RedirectsBack:
                Remember(key, failure, status: 0, options.LongestFailurePause, startedAt);
                break;
            default:
                break;
        }
    }

    private OriginPause Remember(
        CacheKey key,
        FetchFailure failure,
        int status,
        TimeSpan? asked,
        DateTimeOffset startedAt
    )
    {
        var pause = _negative.Add(key, failure, status, asked, startedAt, out var isForAll);
        if (isForAll)
        {
            events.OriginLeftAlone(key.Origin, failure, pause.Rest);
        }

        return pause;
    }

    private static BackoffTable<TKey> Table<TKey>(CacheOptions options, TimeProvider clock, int forgiven)
        where TKey : notnull =>
        new(options.FailurePause, options.LongestFailurePause, options.RememberedUrls, clock, forgiven);
}
