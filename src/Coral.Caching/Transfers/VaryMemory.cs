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
    public IReadOnlyList<string> Of(CacheKey key) => _urls.TryGet(key, out var url) ? url.Names : [];

    /// <summary>The names of the fields to send: those of the URL, or else those that other URLs agree on.</summary>
    public IReadOnlyList<string> ToSend(CacheKey key) =>
        _urls.TryGet(key, out var url) ? url.Names
        : _origins.TryGet(key.Origin, out var origin) ? origin.Agreed
        : [];

    /// <summary>
    /// The names that select a response beside those in its <c>Vary</c>, since they were sent and the URL is known to
    /// vary on them, or may: an origin that forgets them in a redirect or an error has obeyed them all the same.
    /// </summary>
    /// <param name="sent">The request as it was sent.</param>
    /// <param name="status">The status of the response.</param>
    public IReadOnlyList<string> SelectingBeside(CacheRequest sent, int status)
    {
        if (_urls.TryGet(sent.Key, out var url))
        {
            return url.Names;
        }

        // A 200 that names nothing is believed: most URLs of an origin are files that do not vary.
        return status != 200 && _origins.TryGet(sent.Key.Origin, out var origin)
            ? [.. origin.Agreed.Where(sent.Fields.Contains)]
            : [];
    }

    /// <summary>
    /// The head with all names in <c>Vary</c> that select it: those of the origin, those that the response shows, and
    /// those of <see cref="SelectingBeside"/>.
    /// </summary>
    /// <param name="sent">The request as it was sent.</param>
    /// <param name="head">The head of a response that is no 304.</param>
    public ResponseHead Complete(CacheRequest sent, ResponseHead head) =>
        Vary.With(Vary.WithImplied(head, sent.Fields), SelectingBeside(sent, head.Status));

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

    /// <summary>What one URL named, and how many responses in a row have left out one of the names.</summary>
    private sealed record Url(IReadOnlyList<string> Names, int Omitted);

    /// <summary>What two URLs of an origin named alike, and what the last one named that differs.</summary>
    private sealed record Origin(IReadOnlyList<string> Agreed, IReadOnlyList<string> Last, string Target);
}
