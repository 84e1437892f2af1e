using Coral.Caching.Http;

namespace Coral.Caching.Transfers;

/// <summary>The names that <c>Vary</c> had, by URL, and once two URLs agree, by origin. Bounded.</summary>
/// <remarks>
/// Safe for concurrent use. An origin that names a field in one response and not in the next is believed where it named
/// it: the names add up, until so many responses in a row leave one out that it is no longer meant.
/// </remarks>
/// <param name="capacity">The URLs, and the origins, that are remembered.</param>
internal sealed class VaryMemory(int capacity)
{
    /// <summary>Responses in a row without a name after which the URL is taken not to vary on it any more.</summary>
    internal const int Omissions = 8;

    private readonly Lock _lock = new();
    private readonly RecentTable<CacheKey, Url> _urls = new(capacity);
    private readonly RecentTable<string, Origin> _origins = new(capacity);

    /// <summary>The entries of both tables, for the tests of their bounds.</summary>
    internal (int Urls, int Origins) Counts => (_urls.Count, _origins.Count);

    /// <summary>The names that are known for the URL itself.</summary>
    public IReadOnlyList<string> Of(CacheKey key) => Known(key) ?? [];

    /// <summary>
    /// As <see cref="Of"/>; <see langword="null"/> where nothing is known, not even that the URL names nothing while
    /// others of its origin do.
    /// </summary>
    public IReadOnlyList<string>? Known(CacheKey key) => _urls.TryGet(key, out var url) ? url.Names : null;

    /// <summary>The names of the fields to send: those of the URL, or else those that other URLs agree on.</summary>
    public IReadOnlyList<string> ToSend(CacheKey key) =>
        _urls.TryGet(key, out var url) ? url.Names
        : _origins.TryGet(key.Origin, out var origin) ? origin.Agreed
        : [];

    /// <summary>
    /// The names that select a response beside those in its <c>Vary</c>: those that the URL is known for, and those
    /// that were sent since other URLs of the origin agree on them. An origin that forgets to name a field has obeyed
    /// it all the same. A URL that turns out to name nothing is fetched without them the next time, for all.
    /// </summary>
    /// <param name="sent">The request as it was sent.</param>
    public IReadOnlyList<string> SelectingBeside(CacheRequest sent) =>
        _urls.TryGet(sent.Key, out var url) ? url.Names
        : _origins.TryGet(sent.Key.Origin, out var origin) ? [.. origin.Agreed.Where(sent.Fields.Contains)]
        : [];

    /// <summary>
    /// The head with all names in <c>Vary</c> that select it: those of the origin, those that the response shows, and
    /// those of <see cref="SelectingBeside"/>.
    /// </summary>
    /// <param name="sent">The request as it was sent.</param>
    /// <param name="head">The head of a response that is no 304.</param>
    public ResponseHead Complete(CacheRequest sent, ResponseHead head) =>
        Vary.With(Vary.WithImplied(head, sent.Fields), SelectingBeside(sent));

    /// <summary>Learns what a response says, <see cref="Vary.WithImplied"/> included.</summary>
    public void Learn(CacheKey key, ResponseHead said)
    {
        if (Vary.NamesOf(said) is { } names)
        {
            lock (_lock)
            {
                LearnUrl_NeedsLock(key, names, isPartial: false);
                LearnOrigin_NeedsLock(key, names);
            }
        }
    }

    /// <summary>Learns names from a source that may know of others only: a peer's other variants, or a 304.</summary>
    public void Add(CacheKey key, IReadOnlyList<string> names)
    {
        lock (_lock)
        {
            LearnUrl_NeedsLock(key, names, isPartial: true);
        }
    }

    /// <summary>A peer has found that the responses of the URL name nothing.</summary>
    public void AddNothing(CacheKey key)
    {
        lock (_lock)
        {
            if (!_urls.TryGet(key, out _))
            {
                _urls.Set(key, new Url([], 0));
            }
        }
    }

    private void LearnUrl_NeedsLock(CacheKey key, IReadOnlyList<string> names, bool isPartial)
    {
        if (!_urls.TryGet(key, out var url))
        {
            // A URL that names nothing is remembered only to tell it from the others of its origin.
            if (
                names.Count > 0
                || (!isPartial && _origins.TryGet(key.Origin, out var origin) && origin.Agreed.Count > 0)
            )
            {
                _urls.Set(key, new Url(names, 0));
            }

            return;
        }

        var isWhole = url.Names.All(name => Contains(names, name));
        var omitted = isWhole || isPartial ? 0 : url.Omitted + 1;
        if (omitted == Omissions)
        {
            _urls.Set(key, new Url(names, 0));
        }
        else if (!isWhole || names.Count > url.Names.Count || omitted != url.Omitted)
        {
            _urls.Set(key, new Url(Union(url.Names, names), omitted));
        }
    }

    private void LearnOrigin_NeedsLock(CacheKey key, string[] names)
    {
        // Those are sent in any case.
        var beyond = names.Where(name => !Contains(RequestFields.AlwaysSelecting, name)).ToArray();
        if (beyond.Length == 0)
        {
            return;
        }

        Array.Sort(beyond, FieldNames.Comparer);
        var origin = _origins.TryGet(key.Origin, out var known) ? known : new Origin([], [], "");
        if (beyond.SequenceEqual(origin.Agreed, FieldNames.Comparer))
        {
            return;
        }

        var isSecond = origin.Target != key.Target && beyond.SequenceEqual(origin.Last, FieldNames.Comparer);
        _origins.Set(key.Origin, new Origin(isSecond ? beyond : origin.Agreed, beyond, key.Target));
    }

    /// <summary>Both, in the order of arrival; the new ones alone where there would be too many.</summary>
    private static IReadOnlyList<string> Union(IReadOnlyList<string> old, IReadOnlyList<string> names)
    {
        var both = old.Concat(names.Where(name => !Contains(old, name))).ToArray();
        return both.Length <= Vary.MostNames && both.Sum(name => name.Length) <= Vary.MostCharacters ? both : names;
    }

    private static bool Contains(IReadOnlyList<string> names, string name) => names.Contains(name, FieldNames.Comparer);

    /// <summary>The names of one URL, and how many responses in a row have left out one of the names.</summary>
    private sealed record Url(IReadOnlyList<string> Names, int Omitted);

    /// <summary>The names that two URLs of an origin agree on, and those of the last one that differs.</summary>
    private sealed record Origin(IReadOnlyList<string> Agreed, IReadOnlyList<string> Last, string Target);
}
