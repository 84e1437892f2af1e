using Coral.Core.Network;
using Coral.Core.Time;
using Coral.Node.Configuration;
using Coral.Proxy.Origin;

namespace Coral.Node.Index;

/// <summary>Nodes through which the network is found: those that the options name, and those of the last run.</summary>
/// <remarks>Host names are resolved at every reading: a node that moved is found at its new address.</remarks>
internal sealed class BootstrapNodes(
    NodeIndexOptions options,
    ContactStore contacts,
    IHostResolver resolver,
    TimeProvider clock
)
{
    private const int MaxDescribed = 4;
    private static readonly TimeSpan ResolveTimeLimit = TimeSpan.FromSeconds(5);

    private IReadOnlyList<NodeAddress>? _contacts;

    /// <summary>Reads them, off the caller's thread: disk and resolver may be slow.</summary>
    /// <param name="self">The node's own address, which is left out.</param>
    public Task<Bootstrap> ReadAsync(NodeAddress self, CancellationToken cancellationToken) =>
        Task.Run(() => ReadNowAsync(self, cancellationToken), cancellationToken);

    private async Task<Bootstrap> ReadNowAsync(NodeAddress self, CancellationToken cancellationToken)
    {
        var named = 0;
        var nodes = new List<NodeAddress>();
        var places = new List<string>();
        foreach (var place in options.Join)
        {
            var found = await ResolveAsync(place, cancellationToken);
            var usable = found.Where(address => address.IsLoopback || !options.IsLoopbackOnly).ToList();
            if (usable.Contains(self))
            {
                continue;
            }

            named++;
            nodes.AddRange(usable);
            places.Add(Describe(place, found, usable));
        }

        _contacts ??= contacts.Load();
        var known = _contacts
            .Where(address => address != self && (address.IsLoopback || !options.IsLoopbackOnly))
            .Except(nodes)
            .ToList();
        return new Bootstrap([.. nodes.Concat(known).Distinct()], named, Describe(places, known.Count));
    }

    private async Task<IReadOnlyList<NodeAddress>> ResolveAsync(HostPort place, CancellationToken cancellationToken)
    {
        if (place.Address is { } address)
        {
            return [address];
        }

        using var limit = new TimeLimit(ResolveTimeLimit, clock, cancellationToken);
        try
        {
            var addresses = await resolver.ResolveAsync(place.Host, limit.Token);
            return [.. addresses.Select(found => NodeAddress.From(found, place.Port))];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    private static string Describe(
        HostPort place,
        IReadOnlyList<NodeAddress> found,
        IReadOnlyList<NodeAddress> usable
    ) =>
        (place.Address, found, usable) switch
        {
            ({ } address, _, _) => $"{address}",
            (_, [], _) => $"{place} (which does not resolve)",
            (_, [var far, ..], []) => $"{place} ({far.ToIPAddress()}, beyond this machine: give --network-key)",
            (_, _, [var near, ..]) => $"{place} ({near.ToIPAddress()})",
        };

    private static string Describe(List<string> places, int known)
    {
        var described = places.Take(MaxDescribed).ToList();
        var others = places.Count - described.Count + known;
        if (others > 0)
        {
            var nodes = others == 1 ? "node" : "nodes";
            described.Add(places.Count == 0 ? $"{others} {nodes} known from the last run" : $"{others} other {nodes}");
        }

        return described.Count < 2
            ? string.Concat(described)
            : $"{string.Join(", ", described.SkipLast(1))} and {described[^1]}";
    }
}
