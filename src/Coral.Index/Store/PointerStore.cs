using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Time;
using Coral.Index.Options;

namespace Coral.Index.Store;

/// <summary>The soft state of the index: a few values for each key and level, each until it expires.</summary>
/// <remarks>
/// Bounded in keys, values a key and bytes; a value that does not fit is refused, so that a flood of keys evicts no
/// others. No value is migrated, and none outlives the process. Owned by the node's loop.
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
    /// <param name="before">
    /// The lease of the requester: only values that arrived before its own are returned. None for an ordinary get,
    /// which sees all.
    /// </param>
    /// <param name="values">Receives the values; not cleared first.</param>
    public void Read(Key key, ClusterLevel level, LeaseRequest? before, List<IndexValue> values)
    {
        if (Unexpired(key, level) is not { } stored)
        {
            return;
        }

        // A value of the requester from an earlier lease gives it no place in the order.
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

    /// <summary>The state of a key for a put on its way; the put is counted by <see cref="LeakagePolicy"/>.</summary>
    /// <param name="sender">The node that sends the put.</param>
    /// <param name="transaction">The request's number, the same in its repetitions.</param>
    /// <param name="passed">True if the put was let through now; false for its repetitions.</param>
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

    /// <summary>
    /// The time until which a new put would find the key full and loaded here, so that it need not ask.
    /// </summary>
    /// <returns>A time on the node's clock; a past one when the key is not full and loaded now.</returns>
    public TimeSpan StopsUntil(Key key, ClusterLevel level, TimeSpan timeToLive)
    {
        if (Unexpired(key, level) is not { } stored || stored.Values.Count < options.ValuesPerKey)
        {
            return TimeSpan.Zero;
        }

        var isFullUntil = stored.EarliestExpiring()!.Expiry - FullnessPolicy.Needed(timeToLive);
        return isFullUntil < stored.Passed.Until ? isFullUntil : stored.Passed.Until;
    }

    /// <summary>Stores a value.</summary>
    /// <returns>Whether the value is stored now.</returns>
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

    /// <summary>Removes a node's values.</summary>
    public void Remove(Key key, ClusterLevel level, NodeId owner)
    {
        if (Unexpired(key, level) is { } stored)
        {
            RemoveOf(stored, owner);
        }
    }

    /// <summary>A node's value for a key, to be checked.</summary>
    public StoredValue? Find(Key key, ClusterLevel level, NodeId owner) =>
        Unexpired(key, level)?.Of(owner, 0, (_, _) => true);

    /// <summary>Drops expired values, to free their memory: readers never see them.</summary>
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
    /// The value of exactly this lease. Earlier values of its owner are removed, as their place in the order is not
    /// this lease's.
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
    /// The value that an ordinary put renews: one with the same bytes, or one that the owner's lease left, which now
    /// lives longer.
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

    /// <summary>Makes room for one more value where the key has room, is not full, or let this put pass.</summary>
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

    /// <summary>The entry of a key, created if it is missing and there is room.</summary>
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
