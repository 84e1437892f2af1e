using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Transfers;

/// <summary>The lessons of earlier fetches: <c>Vary</c>, URLs that are not shareable, failures. Bounded.</summary>
internal sealed class FetchHistory(CacheOptions options, TimeProvider clock, ICacheEvents events)
{
    private readonly RecentTable<CacheKey, DateTimeOffset> _unshared = new(options.RememberedUrls);
    private readonly BackoffTable<string> _origins = Table<string>(options, clock, forgiven: 0);
    private readonly BackoffTable<CacheKey> _urls = Table<CacheKey>(options, clock, forgiven: 1);

    /// <summary>The names that <c>Vary</c> had.</summary>
    public VaryMemory Vary { get; } = new(options.RememberedUrls);

    /// <summary>The entries of each table, for the tests of their bounds.</summary>
    internal (int Vary, int Unshared, int Origins, int Urls) Counts =>
        (Vary.Counts.Urls, _unshared.Count, _origins.Count, _urls.Count);

    /// <summary>
    /// The fields that will select the response to <paramref name="request"/>, by what <c>Vary</c> said so far.
    /// </summary>
    public SelectingFields Selecting(CacheRequest request) => SelectingFields.Of(Vary.Of(request.Key), request.Fields);

    /// <summary>A peer says that responses of <paramref name="key"/> are not shareable.</summary>
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
    public TimeSpan? Pause(CacheKey key)
    {
        var (origin, url) = (_origins.Pause(key.Origin), _urls.Pause(key));
        return origin > url || url is null ? origin : url;
    }

    /// <summary>
    /// As <see cref="Pause"/>, by a caller that sends a request if the result is <see langword="null"/>.
    /// </summary>
    public TimeSpan? PauseOrProbe(CacheKey key) =>
        Pause(key) ?? _origins.PauseOrProbe(key.Origin) ?? _urls.PauseOrProbe(key);

    /// <summary>Learns from a header.</summary>
    public void Arrived(CacheKey key, ResponseHead head, bool shareable, DateTimeOffset startedAt)
    {
        _origins.Succeeded(key.Origin);
        if (head.Status >= 500)
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
            _unshared.Set(key, clock.GetUtcNow() + options.UnsharedMemory);
        }
    }

    /// <summary>Learns from a response that came whole, or was good enough to need no body.</summary>
    public void Succeeded(CacheKey key, int status)
    {
        if (status < 500)
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
            or FetchFailure.WrongDigest
            or FetchFailure.TooLarge:
                _urls.Failed(key, startedAt);
                break;
            default:
                break;
        }
    }

    private static BackoffTable<TKey> Table<TKey>(CacheOptions options, TimeProvider clock, int forgiven)
        where TKey : notnull =>
        new(options.FailurePause, options.LongestFailurePause, options.RememberedUrls, clock, forgiven);
}
