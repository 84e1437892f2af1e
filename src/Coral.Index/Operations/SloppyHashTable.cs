using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Lookup;
using Coral.Index.Rpc;
using Coral.Index.Store;

namespace Coral.Index.Operations;

/// <summary>The index: puts, gets and leases over the levels of one node's clusters.</summary>
/// <remarks>
/// Each operation has its own file. All work runs on the node's loop: the caller must be on it, and every await resumes
/// on it.
/// </remarks>
internal sealed partial class SloppyHashTable : IContentIndex
{
    /// <summary>The cost of an operation that ends at this node itself.</summary>
    private static readonly LookupCost AtHome = new(Hops: 0, Rpcs: 0, Levels: 1, TimeSpan.Zero);

    private readonly LookupContext _context;
    private readonly PointerStore _store;
    private readonly PublishedValues _published;
    private readonly HolderCheck _check;
    private readonly IIndexEvents _events;

    public SloppyHashTable(
        LookupContext context,
        PointerStore store,
        PublishedValues published,
        HolderCheck check,
        IIndexEvents events
    )
    {
        _context = context;
        _store = store;
        _published = published;
        _check = check;
        _events = events;
    }

    /// <summary>Looks the node nearest to a point up.</summary>
    /// <returns>The nearest node that responded, which may be this one, and the cost of the lookup.</returns>
    public async Task<(NodeContact Nearest, LookupCost Cost)> LookupAsync(
        Identifier target,
        ClusterLevel level,
        CancellationToken cancellationToken
    )
    {
        var lookup = new IterativeLookup(_context, new Key(target));
        var question = FindQuery.ForNodes(level, target);
        await lookup.QueryLevelAsync(question, (_, _) => false, cancellationToken);
        await lookup.QueryClosestAsync(question, _context.Options.LeaseCopies, cancellationToken);

        // The position has responded once; a loss when it was asked again does not undo that.
        var closest = lookup.Shortlist.Nearest(candidate => candidate.State == CandidateState.Answered);
        var nearest =
            closest is not null && XorDistance.Compare(target, closest.Point, lookup.Position.Point) < 0
                ? closest
                : lookup.Position;
        return (nearest.Contact, lookup.Cost);
    }

    private static void Check(ReadOnlyMemory<byte> value, TimeSpan timeToLive)
    {
        if (value.Length > IndexValue.MaxBytes)
        {
            throw new ArgumentException($"A value has at most {IndexValue.MaxBytes} bytes.", nameof(value));
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeToLive, TimeSpan.Zero);
    }

    /// <summary>The levels to visit, nearest first: those of the range that this node has.</summary>
    private List<ClusterLevel> LevelsOf(LevelRange range)
    {
        var levels = new List<ClusterLevel>(_context.Peers.Levels);
        for (var level = (ClusterLevel)(_context.Peers.Levels - 1); level >= ClusterLevel.Global; level--)
        {
            if (range.Contains(level))
            {
                levels.Add(level);
            }
        }

        return levels;
    }
}
