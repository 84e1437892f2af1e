using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>The users of an index under churn, and their results.</summary>
internal sealed class ChurnUsers(LiveNetwork network)
{
    private const int LookupsAMinute = 100;
    private const int GetsAMinute = 100;
    private const int LeasesAMinute = 4;
    private const int CallersALease = 5;
    private const int Owners = 100;
    private static readonly TimeSpan ValueTimeToLive = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LeaseTimeToLive = TimeSpan.FromSeconds(20);

    private readonly Owned?[] _owned = new Owned?[Owners];
    private ShareCount _lookups;
    private ShareCount _gets;

    /// <summary>True while results are counted; false while tables fill.</summary>
    public bool Counts { get; set; }

    /// <summary>The share of lookups that ended at the nearest of all nodes.</summary>
    public ShareCount Lookups => _lookups;

    /// <summary>The share of gets that found the value of a running owner.</summary>
    public ShareCount Gets => _gets;

    /// <summary>The number of keys whose lease several nodes requested at once.</summary>
    public int Objects { get; private set; }

    /// <summary>The number of leases given: each holder would fetch.</summary>
    public int Firsts { get; private set; }

    /// <summary>Starts one minute's work, spread over 50 seconds.</summary>
    public void Work(bool renew)
    {
        for (var i = 0; renew && i < Owners; i++)
        {
            _ = LaterAsync(RenewAsync, i);
        }

        for (var i = 0; i < LookupsAMinute; i++)
        {
            _ = LaterAsync(LookUpAsync, i);
        }

        for (var i = 0; i < GetsAMinute; i++)
        {
            _ = LaterAsync(GetAsync, network.Random.Next(Owners));
        }

        for (var i = 0; i < LeasesAMinute; i++)
        {
            _ = LaterAsync(TakeLeaseAsync, i);
        }
    }

    private async Task LaterAsync(Func<int, Task> work, int argument)
    {
        await Task.Delay(TimeSpan.FromSeconds(50 * network.Random.NextDouble()), network.Clock);
        await work(argument);
    }

    private async Task LookUpAsync(int number)
    {
        if (network.AnyJoined() is not { } place)
        {
            return;
        }

        var (node, target) = (network[place]!, network.DrawPoint());
        var before = network.NearestTo(target);
        var (nearest, _) = await node.Table.LookupAsync(target, ClusterLevel.Global, CancellationToken.None);
        if (Counts && IsAlive(place, node))
        {
            _lookups.Add(nearest.Id == before || nearest.Id == network.NearestTo(target));
        }
    }

    /// <summary>
    /// Renews a value: the owner takes the lease of its key again, which stores the value at the three nodes that are
    /// nearest now.
    /// </summary>
    private async Task RenewAsync(int number)
    {
        var owned = _owned[number];
        if (owned is null || !IsAlive(owned.Place, owned.Node))
        {
            if (network.AnyJoined() is not { } place)
            {
                return;
            }

            var lease = new Lease((ulong)network.Random.NextInt64(1, long.MaxValue), new byte[34], ValueTimeToLive);
            owned = new Owned(place, network[place]!, new Key(network.DrawPoint()), lease);
        }

        await owned.Node.Content.GetOrPutAsync(owned.Key, owned.Lease, [], LevelRange.All, CancellationToken.None);
        _owned[number] = owned;
    }

    private async Task GetAsync(int number)
    {
        if (_owned[number] is not { } owned || network.AnyJoined() is not { } place || place == owned.Place)
        {
            return;
        }

        var node = network[place]!;
        var result = await node.Content.GetAsync(owned.Key, LevelRange.All, CancellationToken.None);
        if (Counts && IsAlive(owned.Place, owned.Node) && IsAlive(place, node))
        {
            _gets.Add(result.Values.Any(value => value.Owner == owned.Node.Contact.Id));
        }
    }

    private async Task TakeLeaseAsync(int number)
    {
        var (key, firsts) = (new Key(network.DrawPoint()), 0);
        await Task.WhenAll(Enumerable.Range(0, CallersALease).Select(_ => CallAsync()));
        if (Counts)
        {
            Objects++;
            Firsts += firsts;
        }

        async Task CallAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(network.Random.NextDouble()), network.Clock);
            if (network.AnyJoined() is { } place)
            {
                var (node, id) = (network[place]!, (ulong)network.Random.NextInt64(1, long.MaxValue));
                var lease = new Lease(id, new byte[34], LeaseTimeToLive);
                var result = await node.Content.GetOrPutAsync(key, lease, [], LevelRange.All, CancellationToken.None);
                firsts += result.Outcome != GetOrPutOutcome.Found && IsAlive(place, node) ? 1 : 0;
            }
        }
    }

    private bool IsAlive(int place, IndexNode node) => network[place] == node;

    private sealed record Owned(int Place, IndexNode Node, Key Key, Lease Lease);
}
