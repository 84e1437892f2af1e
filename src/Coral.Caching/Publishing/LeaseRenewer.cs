using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Publishing;

/// <summary>The leases of one fetch: renewed from its start until it ends.</summary>
/// <remarks>
/// More than one where the key changes on the way: the URL's own, and that of the variant, once it is known. Safe for
/// concurrent use.
/// </remarks>
internal sealed class LeaseRenewer(
    IContentIndex index,
    Func<Key, Lease> draw,
    CooperationOptions options,
    TimeProvider clock
) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, (Lease Lease, bool IsPut)> _leases = [];
#pragma warning disable CA2213 // Without timer or link there is nothing to dispose.
    private readonly CancellationTokenSource _end = new();
#pragma warning restore CA2213

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

    /// <summary>Begins to renew.</summary>
    public void Start() => _ = RenewAsync();

    /// <summary>The lease to request under <paramref name="key"/>: always the same for one fetch.</summary>
    public Lease For(Key key)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(key, out var kept))
            {
                _leases.Add(key, kept = (draw(key), IsPut: false));
            }

            return kept.Lease;
        }
    }

    /// <summary>
    /// Puts the lease beside those of other nodes: this node fetches without being first, and can be followed all the
    /// same.
    /// </summary>
    public async Task PutBesideAsync(Key key)
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

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.LeaseRenewal, clock, _end.Token);
                List<(Key Key, Lease Lease, bool IsPut)> standing;
                lock (_lock)
                {
                    standing = [.. _leases.Select(l => (l.Key, l.Value.Lease, l.Value.IsPut))];
                }

                foreach (var (key, lease, isPut) in standing)
                {
                    await (isPut ? PutAsync(key, lease) : index.RenewAsync(key, lease, _end.Token).AsTask());
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
            await index.PutAsync(key, lease.Value, lease.TimeToLive, LevelRange.All, _end.Token);
        }
        catch (OperationCanceledException)
        {
            // As above.
        }
    }
}
