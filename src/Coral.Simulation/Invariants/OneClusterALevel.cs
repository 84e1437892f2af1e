using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index;
using Coral.Index.Routing;

namespace Coral.Simulation.Invariants;

/// <summary>
/// The invariant that every node is in exactly one cluster at each level, and its table of a level holds members of
/// that cluster only.
/// </summary>
public sealed class OneClusterALevel : IInvariant
{
    /// <inheritdoc />
    public Task<string?> ViolationAsync(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        var violation = population
            .Nodes.Select(node => Violation(node) is { } what ? $"{node.Contact.Id} {what}" : null)
            .FirstOrDefault(what => what is not null);
        return Task.FromResult(violation);
    }

    private static string? Violation(IndexNode node)
    {
        var peers = node.Peers;
        if (peers.Clusters.Count != peers.Levels - 1)
        {
            return $"is in {peers.Clusters.Count} clusters, of {peers.Levels - 1} levels above 0.";
        }

        for (var level = ClusterLevel.Regional; (int)level < peers.Levels; level++)
        {
            if (peers.Clusters[level].Id == default)
            {
                return $"is in no cluster of {level}.";
            }

            if (ForeignMember(peers, level) is { } stranger)
            {
                return $"has {stranger} of another cluster in its table of {level}.";
            }
        }

        return null;
    }

    private static NodeId? ForeignMember(PeerTable peers, ClusterLevel level)
    {
        var table = peers.Table(level);
        for (var i = 0; i < table.Depth; i++)
        {
            for (var j = 0; j < (table.Bucket(i)?.Count ?? 0); j++)
            {
                var peer = table.Bucket(i)![j];
                if (!peers.Clusters.Shares(level, peer.Clusters))
                {
                    return peer.Id;
                }
            }
        }

        return null;
    }
}
