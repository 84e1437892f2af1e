using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Lookup;
using Coral.Index.Messages;
using Coral.Index.Rpc;
using Coral.Index.Store;

namespace Coral.Index;

/// <summary>The index: puts, gets and claims over the levels of one node's clusters.</summary>
/// <remarks>
/// One file an operation. Everything runs on the node's loop: the caller must be on it, and every await comes back to
/// it.
/// </remarks>
internal sealed partial class SloppyHashTable : IContentIndex
{
    /// <summary>What a walk costs that ends at this node itself.</summary>
    private static readonly LookupCost AtHome = new(Hops: 0, Rpcs: 0, Levels: 1, TimeSpan.Zero);

    private readonly LookupContext _context;
    private readonly PublishedValues _published;
    private readonly HolderCheck _check;
    private readonly IndexMetrics _metrics;

    public SloppyHashTable(LookupContext context, PublishedValues published, HolderCheck check, IndexMetrics metrics)
    {
        _context = context;
        _published = published;
        _check = check;
        _metrics = metrics;
    }

    /// <summary>Told of the forward phase of every put, level by level: what scenarios count.</summary>
    public Action<IterativeLookup>? PutObserver { get; set; }

    /// <summary>Looks for the node nearest to a point.</summary>
    /// <returns>The nearest that answered, which may be this one, and what it cost.</returns>
    public async Task<(NodeContact Nearest, LookupCost Cost)> LookupAsync(
        Identifier target,
        ClusterLevel level,
        CancellationToken cancellationToken
    )
    {
        var key = new Key(target);
        var lookup = new IterativeLookup(_context, key);
        var question = new FindQuery(level, target, FindMode.Nodes, key, LeaseId: 0, Except: default);
        await lookup.QueryLevelAsync(question, _context.Options.ParallelCalls, (_, _) => false, cancellationToken);
        await QueryClosestAsync(lookup, question, cancellationToken);

        // The position has answered once; a loss when it was asked again does not undo that.
        var settled = lookup.Shortlist.Nearest(candidate => candidate.State == CandidateState.Answered);
        var nearest =
            settled is not null && XorDistance.Compare(target, settled.Point, lookup.Position.Point) < 0
                ? settled
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

    /// <summary>The levels to visit, nearest first: those asked for that this node has.</summary>
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
