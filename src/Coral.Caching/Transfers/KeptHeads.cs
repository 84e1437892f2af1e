using Coral.Caching.Http;

namespace Coral.Caching.Transfers;

/// <summary>
/// The URLs whose bodies are too large to fetch for a HEAD, and the headers that HEADs are answered from. Bounded; safe
/// for concurrent use.
/// </summary>
/// <remarks>
/// A HEAD for what is not stored is fetched as a GET, whose response then serves everybody. Where its header declares a
/// large body, or none of known length, the GET is broken off, and further HEADs for the URL go out as HEAD.
/// </remarks>
internal sealed class KeptHeads
{
    /// <summary>The largest body that is fetched whole for a HEAD, in bytes.</summary>
    public const long SmallBytes = 256L << 10;

    /// <summary>The number of URLs that are remembered.</summary>
    public const int Urls = 1024;

    /// <summary>The longest header that is kept, in bytes as HTTP/1.1 writes it.</summary>
    public const int MaxHeadBytes = 8 << 10;

    private readonly RecentTable<CacheKey, KeptHead?> _heads = new(Urls);

    /// <summary>The number of URLs remembered now, for the test of the bound.</summary>
    public int Count => _heads.Count;

    /// <summary>True if a HEAD for <paramref name="key"/> is to go out as HEAD.</summary>
    public bool AsksWithHead(CacheKey key) => _heads.TryGet(key, out _);

    /// <summary>The header that answers a HEAD at <paramref name="now"/> without any request.</summary>
    public KeptHead? FindFresh(CacheKey key, IFieldSource request, DateTimeOffset now) =>
        _heads.TryGet(key, out var kept)
        && kept is not null
        && kept.Freshness.IsFresh(now)
        && kept.Selecting.Matches(request)
            ? kept
            : null;

    /// <summary>Remembers a URL whose body is not fetched for a HEAD.</summary>
    /// <param name="head">Its header; <see langword="null"/> for one that may not be reused.</param>
    public void Add(CacheKey key, KeptHead? head) =>
        _heads.Set(key, head is not null && HeadLength.Of(head.Head) <= MaxHeadBytes ? head : null);

    /// <summary>Forgets a URL: its next HEAD is fetched as a GET again.</summary>
    public void Forget(CacheKey key) => _heads.Remove(key);
}
