using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Time;

namespace Coral.Caching.Publishing;

/// <summary>The pointers to the complete responses that this node stores: put, renewed by use, taken back.</summary>
/// <remarks>
/// Safe for concurrent use; only a fetch that begins waits for it. The work for one key is done in order.
/// </remarks>
internal sealed class PointerPublisher : IPointerPublisher
{
    /// <summary>The shortest time to live of a pointer that is worth a put.</summary>
    private static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(1);

    private readonly IContentIndex _index;
    private readonly Func<NodeContact> _self;
    private readonly CooperationOptions _options;
    private readonly TimeProvider _clock;
    private readonly ICacheEvents _events;
    private readonly KeyedQueue _queue;
    private readonly Lock _lock = new();
    private readonly PointerTable _published;
    private readonly Dictionary<Key, int> _fetching = [];
    private bool _isLeaving;

    /// <summary>Begins with no pointers.</summary>
    /// <param name="index">The index that they are put into.</param>
    /// <param name="store">The store of the responses; a pointer to one that it drops is not renewed.</param>
    /// <param name="self">This node as others reach it.</param>
    /// <param name="options">The lifetime of pointers, the size of the table and the puts at a time.</param>
    /// <param name="events">The observers of every put.</param>
    public PointerPublisher(
        IContentIndex index,
        ICacheStore store,
        Func<NodeContact> self,
        CooperationOptions options,
        TimeProvider clock,
        ICacheEvents events
    )
    {
        (_index, _self, _options, _clock, _events) = (index, self, options, clock, events);
        _queue = new KeyedQueue(options.PendingPuts);
        _published = new PointerTable(options, clock);
        store.Dropped += Dropped;
    }

    /// <summary>The number of pointers that stand.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _published.Count;
            }
        }
    }

    /// <summary>
    /// A fetch under <paramref name="key"/> begins: what is still to be said about the key comes first.
    /// </summary>
    public Task FetchBeganAsync(Key key)
    {
        lock (_lock)
        {
            _fetching[key] = _fetching.GetValueOrDefault(key) + 1;
        }

        return _queue.IdleAsync(key);
    }

    /// <summary>A fetch has ended: its leases give way to pointers, or go.</summary>
    /// <param name="keys">The keys that its leases stand under.</param>
    /// <param name="url">The URL that was fetched.</param>
    /// <param name="stored">The response that the store holds now; <see langword="null"/> for none.</param>
    /// <param name="isGivenUp">
    /// <see langword="true"/> when <see cref="GiveUp"/> has taken the leases back already.
    /// </param>
    public void FetchEnded(IReadOnlyList<Key> keys, CacheKey url, StoredResponse? stored, bool isGivenUp)
    {
        NoLongerFetching(keys);
        var puts = stored is { Digests: not null } ? PointersTo(url, stored) : [];
        foreach (var key in keys.Where(key => !isGivenUp && !puts.Exists(put => put.Key == key)))
        {
            Forget(key);
        }

        foreach (var (key, isComplete) in puts)
        {
            Put(key, stored!, new PublishedPointer(stored, isComplete));
        }
    }

    /// <summary>
    /// A fetch has ended with an origin that asks to be left alone: its leases give way to pointers that lead others to
    /// the refusal, for as long as it holds.
    /// </summary>
    /// <param name="keys">The keys that its leases stand under.</param>
    /// <param name="time">The time for which the refusal holds.</param>
    public void FetchRefused(IReadOnlyList<Key> keys, TimeSpan time)
    {
        NoLongerFetching(keys);
        foreach (var key in keys)
        {
            var refusal = new PublishedPointer(stored: null, isComplete: false) { Until = _clock.GetUtcNow() + time };
            if (time < ShortestTime || !TryPublish(key, refusal, isRenewal: false))
            {
                Forget(key);
                continue;
            }

            _ = _queue.RunAsync(key, () => PutRefusalAsync(key, refusal, time));
        }
    }

    /// <summary>A fetch gives its leases up before its end.</summary>
    public void GiveUp(IReadOnlyList<Key> keys)
    {
        foreach (var key in keys)
        {
            Forget(key);
        }
    }

    /// <inheritdoc />
    public void Used(CacheKey url, StoredResponse stored)
    {
        stored.PointerDue = DateTimeOffset.MaxValue;
        foreach (var (key, isComplete) in PointersTo(url, stored))
        {
            Put(key, stored, new PublishedPointer(stored, isComplete), isRenewal: true);
        }
    }

    /// <summary>A peer was led here by a pointer to a response that is not here.</summary>
    public void Disown(Key key)
    {
        lock (_lock)
        {
            if (_fetching.ContainsKey(key) || !_published.Contains(key))
            {
                return;
            }
        }

        Forget(key);
    }

    /// <inheritdoc />
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        Key[] keys;
        lock (_lock)
        {
            _isLeaving = true;
            keys = [.. _published.Keys.Union(_fetching.Keys)];
        }

        using var limit = new TimeLimit(_options.LeaveTime, _clock, cancellationToken);
        var forgotten = Array.ConvertAll(keys, key => ForgetAsync(key, limit.Token));
        var over = Task.Delay(_options.LeaveTime, _clock, CancellationToken.None);
        await Task.WhenAny(Task.WhenAll(forgotten), over);
    }

    /// <summary>
    /// The keys that lead to a response: the variant's own; and where there are variants, the URL's too, whose values
    /// say only that something is here.
    /// </summary>
    private static List<(Key Key, bool IsComplete)> PointersTo(CacheKey url, StoredResponse stored)
    {
        var own = ContentKey.Of(url, stored.Selecting);
        var plain = ContentKey.Of(url, SelectingFields.None);
        return own == plain ? [(own, true)] : [(own, true), (plain, false)];
    }

    private void Dropped(CacheKey url, StoredResponse dropped)
    {
        dropped.IsDropped = true;
        List<Key>? gone = null;
        lock (_lock)
        {
            foreach (var (key, _) in PointersTo(url, dropped))
            {
                if (
                    !_fetching.ContainsKey(key)
                    && _published.TryGet(key, out var published)
                    && ReferenceEquals(published.Stored, dropped)
                )
                {
                    (gone ??= []).Add(key);
                }
            }
        }

        gone?.ForEach(Forget);
    }

    private void NoLongerFetching(IReadOnlyList<Key> keys)
    {
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (--_fetching[key] == 0)
                {
                    _fetching.Remove(key);
                }
            }
        }
    }

    private void Put(Key key, StoredResponse stored, PublishedPointer pointer, bool isRenewal = false)
    {
        if (TryPublish(key, pointer, isRenewal))
        {
            _ = _queue.RunAsync(key, () => PutAsync(key, stored, pointer, isRenewal));
        }
    }

    /// <summary>Takes a pointer into the table; without room for it, others do not find it.</summary>
    private bool TryPublish(Key key, PublishedPointer pointer, bool isRenewal)
    {
        lock (_lock)
        {
            pointer.Backoff = isRenewal && _published.TryGet(key, out var last) ? last.Backoff : TimeSpan.Zero;
            return !_isLeaving && _published.TrySet(key, pointer);
        }
    }

    private async Task PutRefusalAsync(Key key, PublishedPointer refusal, TimeSpan time)
    {
        _events.PointerPut(key, isRenewal: false);
        await _index.PutAsync(key, refusal.Encode(_self()), time, LevelRange.All, CancellationToken.None);
    }

    private async Task PutAsync(Key key, StoredResponse stored, PublishedPointer pointer, bool isRenewal)
    {
        var now = _clock.GetUtcNow();
        var left = stored.FreshUntil - now;
        var time = left < _options.PointerTime ? left : _options.PointerTime;
        if (stored.IsDropped || !stored.IsFresh(now) || time < ShortestTime)
        {
            await ForgetNowAsync(key, CancellationToken.None);
            return;
        }

        var bytes = pointer.Encode(_self());
        pointer.Until = now + time;
        _events.PointerPut(key, isRenewal);
        var result = await _index.PutAsync(key, bytes, time, LevelRange.All, CancellationToken.None);
        pointer.Backoff = result.StoredAt.Count > 0 ? TimeSpan.Zero : pointer.NextBackoff(time);
        stored.PointerDue = now + (time / 2) + pointer.Backoff;
        if (stored.IsDropped)
        {
            await ForgetNowAsync(key, CancellationToken.None);
        }
    }

    private void Forget(Key key) => _ = ForgetAsync(key, CancellationToken.None);

    private Task ForgetAsync(Key key, CancellationToken cancellationToken) =>
        _queue.RunAsync(key, () => ForgetNowAsync(key, cancellationToken));

    private async Task ForgetNowAsync(Key key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _published.Remove(key);
        }

        _events.PointerForgotten(key);
        await _index.WithdrawAsync(key, cancellationToken);
    }
}
