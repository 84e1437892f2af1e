using System.Buffers.Binary;
using Coral.Caching.Sources;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Publishing;

/// <summary>The short pointers of one fetch: renewed from its start until it ends.</summary>
/// <remarks>
/// More than one where the key changes on the way: the URL's own, and that of the variant, once it is known. Safe for
/// concurrent use.
/// </remarks>
internal sealed class LeaseKeeper : IDisposable
{
    private readonly CooperationTools _tools;
    private readonly TimeProvider _clock;
    private readonly Action _reachedGlobal;
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, (Lease Lease, bool IsPut)> _leases = [];
    private readonly CancellationTokenSource _end = new();

    /// <summary>Begins to renew.</summary>
    /// <param name="tools">The index, and the times.</param>
    /// <param name="clock">The time.</param>
    /// <param name="reachedGlobal">Told when a walk comes to level 0 with nothing found.</param>
    public LeaseKeeper(CooperationTools tools, TimeProvider clock, Action reachedGlobal)
    {
        _tools = tools;
        _clock = clock;
        _reachedGlobal = reachedGlobal;
        _ = RenewAsync();
    }

    /// <summary>The keys under which this fetch may be found.</summary>
    public IReadOnlyList<Key> Keys
    {
        get
        {
            lock (_lock)
            {
                return [.. _leases.Keys];
            }
        }
    }

    /// <summary>The lease to ask with under <paramref name="key"/>: always the same for one fetch.</summary>
    public Lease For(Key key)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(key, out var kept))
            {
                _tools.Metrics.LeaseTaken();
                _leases.Add(key, kept = (Draw(), IsPut: false));
            }

            return kept.Lease;
        }
    }

    /// <summary>
    /// Leaves the short pointer beside those of others: we fetch without being first, and can be followed all the same.
    /// </summary>
    public async Task StandAsync(Key key)
    {
        var lease = For(key);
        lock (_lock)
        {
            _leases[key] = (lease, IsPut: true);
        }

        await PutAsync(key, lease);
    }

    /// <summary>Ends the renewals.</summary>
    public void Dispose() => _end.Cancel();

    private Lease Draw()
    {
        Span<byte> id = stackalloc byte[sizeof(ulong)];
        _tools.Tokens.Fill(id);
        var pointer = new Pointer(_tools.Self(), PointerFlags.None, default, 0);
        return new Lease(BinaryPrimitives.ReadUInt64BigEndian(id) | 1, pointer.Encode(), _tools.Options.LeaseTime)
        {
            ReachedGlobal = _reachedGlobal,
        };
    }

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(_tools.Options.LeaseRenewal, _clock, _end.Token);
                List<(Key Key, Lease Lease, bool IsPut)> standing;
                lock (_lock)
                {
                    standing = [.. _leases.Select(l => (l.Key, l.Value.Lease, l.Value.IsPut))];
                }

                foreach (var (key, lease, isPut) in standing)
                {
                    await (isPut ? PutAsync(key, lease) : _tools.Index.RenewAsync(key, lease, _end.Token).AsTask());
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The fetch has ended, or the index has.
        }
    }

    private async Task PutAsync(Key key, Lease lease)
    {
        try
        {
            await _tools.Index.PutAsync(key, lease.Value, lease.TimeToLive, LevelRange.All, _end.Token);
        }
        catch (OperationCanceledException)
        {
            // As above.
        }
    }
}
