using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Time;
using Coral.Index.Options;

namespace Coral.Index.Store;

/// <summary>Soft state: a few values a key, split by level, each until its time is over.</summary>
/// <remarks>
/// Bounded in keys, values a key and bytes; what does not fit is refused, never at the cost of others' keys, so that a
/// flood of keys evicts no others. Nothing is migrated, nothing outlives the process. Owned by the node's loop.
/// </remarks>
internal sealed class PointerStore(NodeId self, IndexOptions options, MonotonicClock clock)
{
    private readonly Dictionary<(Key Key, ClusterLevel Level), StoredKey> _keys = [];
    private readonly LeakagePolicy _leakage = new(options.LeakagePerMinute, self);

    /// <summary>Keys with a value or a put that passed lately, each level counted.</summary>
    public int Keys => _keys.Count;

    /// <summary>Bytes of all values.</summary>
    public long Bytes { get; private set; }

    /// <summary>The remaining time of each stored value; negative where it has expired and is not swept yet.</summary>
    public IEnumerable<(Key Key, ClusterLevel Level, TimeSpan Left)> TimesLeft() =>
        _keys.SelectMany(k => k.Value.Values.Select(v => (k.Key.Key, k.Key.Level, v.Expiry - clock.Now)));

    /// <summary>Adds the key's unexpired values to <paramref name="values"/>, earliest arrival first.</summary>
    /// <param name="key">The key to read.</param>
    /// <param name="level">The level to read it at.</param>
    /// <param name="before">
    /// The lease that asks: only values that arrived before its own are given. None for an ordinary get, which sees
    /// all.
    /// </param>
    /// <param name="values">Takes the values.</param>
    public void Read(Key key, ClusterLevel level, LeaseRequest? before, List<IndexValue> values)
    {
        if (Unexpired(key, level) is not { } stored)
        {
            return;
        }

        // A pointer that the requester left from an earlier lease elects it no more than no pointer at all would.
        var leased = before is { } lease ? stored.Of(lease.Owner, lease.LeaseId, (v, id) => v.LeaseId == id) : null;
        var below = leased?.Number ?? uint.MaxValue;
        foreach (var value in stored.Values)
        {
            if (value.Number < below && value.Owner.Id != before?.Owner)
            {
                values.Add(
                    new IndexValue(value.Owner.Id, value.Bytes, value.Expiry - clock.Now, clock.Now < value.AliveUntil)
                );
            }
        }
    }

    /// <summary>Tells a put on its way whether it may stop here, as <see cref="LeakagePolicy"/> does.</summary>
    /// <param name="key">The key of the put.</param>
    /// <param name="level">The level of the put.</param>
    /// <param name="sender">The node that puts.</param>
    /// <param name="transaction">Tells the repetition of a request from another put.</param>
    /// <param name="passed">The put was let through; not set again for its repetitions.</param>
    public PutState Probe(Key key, ClusterLevel level, NodeId sender, ulong transaction, out bool passed)
    {
        passed = false;
        if (Entry(key, level) is not { } stored)
        {
            return new PutState(IsLoaded: true, options.ValuesPerKey, TimeSpan.MaxValue);
        }

        var last = stored.Passed;
        var loaded = _leakage.IsLoaded(stored, sender, transaction, clock.Now);
        passed = stored.Passed != last;
        var first = stored.EarliestExpiring();
        return new PutState(loaded, stored.Values.Count, first is null ? TimeSpan.Zero : first.Expiry - clock.Now);
    }

    /// <summary>Until when a new put is told full and loaded here, so that it need not ask.</summary>
    /// <returns>A time on the node's clock; one that is over when it need not be told so now.</returns>
    public TimeSpan StopsUntil(Key key, ClusterLevel level, TimeSpan timeToLive)
    {
        if (Unexpired(key, level) is not { } stored || stored.Values.Count < options.ValuesPerKey)
        {
            return TimeSpan.Zero;
        }

        var isFullUntil = stored.EarliestExpiring()!.Expiry - FullnessPolicy.Needed(timeToLive);
        return isFullUntil < stored.Passed.Until ? isFullUntil : stored.Passed.Until;
    }

    /// <summary>Keeps a value.</summary>
    /// <returns>Whether it is there now.</returns>
    public bool Write(
        Key key,
        ClusterLevel level,
        NodeContact owner,
        ReadOnlySpan<byte> bytes,
        TimeSpan timeToLive,
        ulong? leaseId
    )
    {
        if (Entry(key, level) is not { } stored)
        {
            return false;
        }

        var own = leaseId is { } id ? OfLease(stored, owner.Id, id) : OfPut(stored, owner.Id, bytes);
        if (own is null)
        {
            if (!MakeRoom(stored, owner.Id, timeToLive) || Bytes + bytes.Length > options.MaxStoreBytes)
            {
                return false;
            }

            own = new StoredValue(owner, stored.NextNumber(), leaseId ?? 0);
            stored.Values.Add(own);
        }

        Bytes += bytes.Length - own.Bytes.Length;
        own.Owner = owner;
        own.Bytes = bytes.ToArray();
        own.Expiry = clock.Now + timeToLive;
        return true;
    }

    /// <summary>Takes a node's values out.</summary>
    public void Remove(Key key, ClusterLevel level, NodeId owner)
    {
        if (Unexpired(key, level) is { } stored)
        {
            RemoveOf(stored, owner);
        }
    }

    /// <summary>A value of a node, to be checked.</summary>
    public StoredValue? Find(Key key, ClusterLevel level, NodeId owner) =>
        Unexpired(key, level)?.Of(owner, 0, (_, _) => true);

    /// <summary>Drops expired values. To be called now and then: reading never shows them anyway.</summary>
    public void Sweep()
    {
        List<(Key, ClusterLevel)>? empty = null;
        foreach (var (name, stored) in _keys)
        {
            DropExpired(stored);
            if (stored.Values.Count == 0 && clock.Now >= stored.Passed.Until)
            {
                (empty ??= []).Add(name);
            }
        }

        foreach (var name in empty ?? [])
        {
            _keys.Remove(name);
        }
    }

    /// <summary>
    /// The value of this very lease. Earlier values of its owner are removed: their place in the order is not this
    /// lease's.
    /// </summary>
    private StoredValue? OfLease(StoredKey stored, NodeId owner, ulong leaseId)
    {
        var own = stored.Of(owner, leaseId, (v, id) => v.LeaseId == id);
        if (own is null)
        {
            RemoveOf(stored, owner);
        }

        return own;
    }

    /// <summary>
    /// The value that an ordinary put renews: the same bytes, or those that the owner's lease left, whose short life
    /// becomes a long one.
    /// </summary>
    private static StoredValue? OfPut(StoredKey stored, NodeId owner, ReadOnlySpan<byte> bytes) =>
        stored.Of(owner, bytes, (v, b) => v.LeaseId != 0 || b.SequenceEqual(v.Bytes));

    private void RemoveOf(StoredKey stored, NodeId owner)
    {
        while (stored.Of(owner, 0, (_, _) => true) is { } value)
        {
            Remove(stored, value);
        }
    }

    /// <summary>Room for one value more: there is some, or the key is not full, or this put was let pass.</summary>
    private bool MakeRoom(StoredKey stored, NodeId sender, TimeSpan timeToLive)
    {
        if (stored.Values.Count < options.ValuesPerKey)
        {
            return true;
        }

        var first = stored.EarliestExpiring()!;
        var full = FullnessPolicy.IsFull(
            stored.Values.Count,
            first.Expiry - clock.Now,
            timeToLive,
            options.ValuesPerKey
        );
        var passed = stored.Passed.Sender == sender && clock.Now < stored.Passed.Until;
        if (full && !passed)
        {
            return false;
        }

        Remove(stored, first);
        return true;
    }

    private StoredKey? Unexpired(Key key, ClusterLevel level)
    {
        if (_keys.TryGetValue((key, level), out var stored))
        {
            DropExpired(stored);
        }

        return stored;
    }

    /// <summary>The entry of a key, made when there is room for one.</summary>
    private StoredKey? Entry(Key key, ClusterLevel level)
    {
        if (Unexpired(key, level) is { } stored)
        {
            return stored;
        }

        if (_keys.Count >= options.MaxKeys)
        {
            return null;
        }

        return _keys[(key, level)] = new StoredKey();
    }

    private void DropExpired(StoredKey stored)
    {
        for (var i = stored.Values.Count - 1; i >= 0; i--)
        {
            if (stored.Values[i].Expiry <= clock.Now)
            {
                Remove(stored, stored.Values[i]);
            }
        }
    }

    private void Remove(StoredKey stored, StoredValue value)
    {
        Bytes -= value.Bytes.Length;
        stored.Values.Remove(value);
    }
}
