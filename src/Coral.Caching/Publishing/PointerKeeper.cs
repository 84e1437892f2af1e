using Coral.Caching.Http;
using Coral.Caching.Sources;
using Coral.Caching.Store;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Publishing;

/// <summary>The long pointers to what this node stores: put, renewed by use, taken back.</summary>
/// <remarks>
/// Safe for concurrent use; nobody waits for it but a fetch that begins. What is done for one key is done in order.
/// </remarks>
internal sealed class PointerKeeper
{
    /// <summary>How often the table is searched for those whose time is over, while it is full.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);

    private readonly CooperationTools _tools;
    private readonly TimeProvider _clock;
    private readonly KeyedQueue _queue;
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, KeptPointer> _kept = [];
    private readonly Dictionary<Key, int> _fetching = [];
    private DateTimeOffset _nextSweep;
    private bool _isLeaving;

    public PointerKeeper(CooperationTools tools, ICacheStore store, TimeProvider clock)
    {
        _tools = tools;
        _clock = clock;
        _queue = new KeyedQueue(tools.Options.PendingPuts);
        store.Dropped += Dropped;
        tools.Metrics.ObservePointers(() => Count);
    }

    /// <summary>Pointers that stand.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _kept.Count;
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

    /// <summary>It has ended: the short pointers give way to long ones, or go.</summary>
    /// <param name="keys">The keys that it was known under.</param>
    /// <param name="url">What was fetched.</param>
    /// <param name="stored">What the store holds of it now; <see langword="null"/> for nothing.</param>
    /// <param name="isGivenUp">Whether <see cref="GiveUp"/> has taken the short pointers back already.</param>
    public void FetchEnded(IReadOnlyList<Key> keys, CacheKey url, StoredResponse? stored, bool isGivenUp)
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

        var puts = stored is { Digests: not null } ? PointersTo(url, stored) : [];
        foreach (var key in keys.Where(key => !isGivenUp && !puts.Exists(put => put.Key == key)))
        {
            Forget(key);
        }

        foreach (var (key, isComplete) in puts)
        {
            Put(key, new KeptPointer(url, stored!, isComplete));
        }
    }

    /// <summary>A fetch gives its lease up before its end.</summary>
    public void GiveUp(IReadOnlyList<Key> keys)
    {
        foreach (var key in keys)
        {
            Forget(key);
        }
    }

    /// <summary>
    /// A stored response is used whose pointer is due (<see cref="StoredResponse.PointerDue"/>): it is put again.
    /// </summary>
    public void Used(CacheKey url, StoredResponse stored)
    {
        stored.PointerDue = DateTimeOffset.MaxValue;
        foreach (var (key, isComplete) in PointersTo(url, stored))
        {
            Put(key, new KeptPointer(url, stored, isComplete), isRenewal: true);
        }
    }

    /// <summary>Somebody found us by a pointer to what is not here.</summary>
    public void Disown(Key key)
    {
        lock (_lock)
        {
            if (_fetching.ContainsKey(key) || !_kept.ContainsKey(key))
            {
                return;
            }
        }

        Forget(key);
    }

    /// <summary>Takes everything back, as far as there is time.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        Key[] keys;
        lock (_lock)
        {
            _isLeaving = true;
            keys = [.. _kept.Keys.Union(_fetching.Keys)];
        }

        using var limit = new CancellationTokenSource(_tools.Options.LeaveTime, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var forgotten = Array.ConvertAll(keys, key => ForgetAsync(key, either.Token));
        var over = Task.Delay(_tools.Options.LeaveTime, _clock, CancellationToken.None);
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
                    && _kept.TryGetValue(key, out var kept)
                    && ReferenceEquals(kept.Stored, dropped)
                )
                {
                    (gone ??= []).Add(key);
                }
            }
        }

        gone?.ForEach(Forget);
    }

    private void Put(Key key, KeptPointer pointer, bool isRenewal = false)
    {
        lock (_lock)
        {
            if (_isLeaving || (!_kept.ContainsKey(key) && !MakeRoom_NeedsLock()))
            {
                return;
            }

            pointer.Backoff = _kept.TryGetValue(key, out var last) && isRenewal ? last.Backoff : TimeSpan.Zero;
            _kept[key] = pointer;
        }

        _ = _queue.RunAsync(key, () => PutAsync(key, pointer, isRenewal));
    }

    private async Task PutAsync(Key key, KeptPointer pointer, bool isRenewal)
    {
        var stored = pointer.Stored;
        var now = _clock.GetUtcNow();
        var left = stored.FreshUntil - now;
        var time = left < _tools.Options.PointerTime ? left : _tools.Options.PointerTime;
        if (stored.IsDropped || !stored.IsFresh(now) || time < TimeSpan.FromSeconds(1))
        {
            await ForgetNowAsync(key, CancellationToken.None);
            return;
        }

        var bytes = pointer.Encode(_tools.Self());
        pointer.Until = now + time;
        _tools.Metrics.PointerPut(isRenewal);
        var result = await _tools.Index.PutAsync(key, bytes, time, LevelRange.All, CancellationToken.None);
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
            _kept.Remove(key);
        }

        _tools.Metrics.PointerForgotten();
        await _tools.Index.WithdrawAsync(key, cancellationToken);
    }

    private bool MakeRoom_NeedsLock()
    {
        if (_kept.Count < _tools.Options.Pointers)
        {
            return true;
        }

        var now = _clock.GetUtcNow();
        if (now < _nextSweep)
        {
            return false;
        }

        _nextSweep = now + SweepInterval;
        foreach (var key in _kept.Where(kept => kept.Value.Until <= now).Select(kept => kept.Key).ToList())
        {
            _kept.Remove(key);
        }

        return _kept.Count < _tools.Options.Pointers;
    }
}
