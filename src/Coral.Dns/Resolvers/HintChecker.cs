using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Core.Time;
using Coral.Dns.Clusters;

namespace Coral.Dns.Resolvers;

/// <summary>Liveness checks of hinted nodes, and what follows from them: the servers near a network.</summary>
internal sealed class HintChecker(NodeChecker checker, LevelServerSelector levelServers, MonotonicClock clock)
{
    /// <summary>True if this node's address is public.</summary>
    public bool IsSelfPublic => PublicAddress.Is(checker.Self.Contact.Address.ToIPAddress());

    /// <summary>Checks the nodes that hints name, nearest first.</summary>
    /// <param name="hints">The hints, which may include this node.</param>
    /// <param name="most">Most other nodes that are kept.</param>
    public Task<HintedNodes> BeginAsync(List<ResolverHint> hints, int most, CancellationToken cancellationToken)
    {
        var self = checker.Self.Contact.Id;
        var own = hints.Find(hint => hint.Contact.Id == self);
        var others = hints.Where(hint => hint != own).Take(most).ToList();
        var found = new HintedNodes(others, own?.RoundTrip, [], [], null, null, clock.Now, clock.Now);
        return CheckAsync(found, cancellationToken);
    }

    /// <summary>Checks all nodes.</summary>
    public async Task<HintedNodes> CheckAsync(HintedNodes known, CancellationToken cancellationToken)
    {
        var checkedAt = clock.Now;
        var alive = await checker.CheckAsync([.. known.Hints.Select(hint => hint.Contact)], cancellationToken);
        return With(known, alive, checkedAt);
    }

    /// <summary>Checks the nodes that did not answer once more: perhaps only a datagram was lost.</summary>
    /// <returns><see langword="null"/> when no more nodes answered.</returns>
    public async Task<HintedNodes?> RetryAsync(HintedNodes known, CancellationToken cancellationToken)
    {
        var silent = known
            .Hints.Select(hint => hint.Contact)
            .ExceptBy(known.Nodes.Select(node => node.Contact.Id), contact => contact.Id)
            .ToList();
        if (silent.Count == 0)
        {
            return null;
        }

        var late = await checker.CheckAsync(silent, cancellationToken);
        return late.Length > 0 ? With(known, [.. known.Nodes, .. late], known.CheckedAt) : null;
    }

    private HintedNodes With(HintedNodes known, MonitoredNode[] alive, TimeSpan checkedAt)
    {
        var nodes = alive.ToDictionary(node => node.Contact.Id);
        var hints = known.Hints.Where(hint => nodes.ContainsKey(hint.Contact.Id)).ToList();
        var found = known with
        {
            Nodes = [.. hints.Select(hint => nodes[hint.Contact.Id])],
            RoundTrips = [.. hints.Select(hint => hint.RoundTrip)],
            CheckedAt = checkedAt,
        };
        var self = checker.Self;
        var servers = found.Nodes.ToList();
        if (known.OwnRoundTrip is { } own)
        {
            servers.Insert(found.RoundTrips.Count(other => other <= own), self);
        }

        return found with
        {
            RegionalServers = levelServers.Select(ClusterLevel.Regional, servers, self),
            NearServers = levelServers.Select(ClusterLevel.Near, servers, self),
        };
    }
}
