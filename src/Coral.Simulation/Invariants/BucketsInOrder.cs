using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index;
using Coral.Index.Routing;

namespace Coral.Simulation.Invariants;

/// <summary>
/// The invariant that buckets hold at most k contacts, each once, in the bucket of its common prefix length, longest
/// known first.
/// </summary>
public sealed class BucketsInOrder : IInvariant
{
    /// <inheritdoc />
    public Task<string?> ViolationAsync(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        foreach (var node in population.Nodes)
        {
            for (var level = ClusterLevel.Global; (int)level < node.Peers.Levels; level++)
            {
                if (Violation(node, level, population.Options.BucketSizeOf(level)) is { } violation)
                {
                    return Task.FromResult<string?>($"{node.Contact.Id}, {level}: {violation}");
                }
            }
        }

        return Task.FromResult<string?>(null);
    }

    private static string? Violation(IndexNode node, ClusterLevel level, int capacity)
    {
        var table = node.Peers.Table(level);
        var seen = new HashSet<NodeId>();
        for (var i = 0; i < table.Depth; i++)
        {
            if (table.Bucket(i) is not { } bucket)
            {
                continue;
            }

            if (bucket.Count > capacity)
            {
                return $"bucket {i} holds {bucket.Count} contacts.";
            }

            for (var j = 0; j < bucket.Count; j++)
            {
                if (Misplaced(node, bucket, i, j) || !seen.Add(bucket[j].Id))
                {
                    return $"bucket {i} holds {bucket[j].Id} at place {j}.";
                }
            }
        }

        return seen.Count == table.Count ? null : $"{seen.Count} contacts, and {table.Count} by the table's count.";
    }

    private static bool Misplaced(IndexNode node, KBucket bucket, int index, int place) =>
        XorDistance.Between(node.Contact.Id.Point, bucket[place].Id.Point).CommonPrefixLength != index
        || (place > 0 && bucket[place].FirstSeen < bucket[place - 1].FirstSeen);
}
