using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Lookup;
using Coral.Index.Messages;
using Coral.Index.Rpc;
using Coral.Index.Store;

namespace Coral.Index.Operations;

/// <summary>
/// The get-or-put operation: a get that also takes a lease, in one lookup, so that of all nodes that miss a key at once
/// exactly one fetches it.
/// </summary>
/// <remarks>
/// Every response holds only values that came before our own at that node. (1) At each level above 0, look up as a get
/// does; where nothing is found, store our lease near the key, where nodes near us find it, and go on. (2) At level 0,
/// look up; then ask the three nodes nearest to the key until none knows a nearer one and none holds a value; then
/// store the lease at all three, nearest first, and stop at the first that names a node before us. The node that comes
/// through has the lease. A lookup that names exceptions skips the levels above 0 that the same lease passed before: a
/// node that is found there now came later and may follow us, and following it would close a cycle.
/// </remarks>
internal sealed partial class SloppyHashTable
{
    /// <inheritdoc />
    public async ValueTask<GetOrPutResult> GetOrPutAsync(
        Key key,
        Lease lease,
        IReadOnlyList<NodeId> except,
        LevelRange levels,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(except);
        Check(lease.Value, lease.TimeToLive);
        var result = await FindOrLeaseAsync(key, lease, except, levels, cancellationToken);
        _events.LookupDone(LookupKind.GetOrPut, result.Cost);
        switch (result.Outcome)
        {
            case GetOrPutOutcome.First:
                _events.LeaseTaken(key);
                break;
            case GetOrPutOutcome.Undecided:
                _events.LeaseUndecided(key);
                break;
            default:
                _events.LeaseLost(key, result.Level);
                break;
        }

        return result;
    }

    private async ValueTask<GetOrPutResult> FindOrLeaseAsync(
        Key key,
        Lease lease,
        IReadOnlyList<NodeId> except,
        LevelRange levels,
        CancellationToken cancellationToken
    )
    {
        var wasPublished = _published.IsPublished(key);
        var own = _published.Publish(key, lease.TimeToLive);
        var lookup = new IterativeLookup(_context, key);
        var excluded = Encode(except);
        foreach (var level in LevelsOf(levels))
        {
            if (wasPublished && except.Count > 0 && own.HoldsLease(level, lease.Id))
            {
                continue;
            }

            if (_check.IsNeeded(key, level, excluded))
            {
                await _check.RunAsync(key, level, excluded);
            }

            var question = FindQuery.ForLease(level, key, lease.Id, excluded);
            var before = await QueryValuesAsync(lookup, question, cancellationToken);
            var isLeased = false;
            if (before.Count == 0 && level == ClusterLevel.Global)
            {
                lease.ReachedGlobal?.Invoke();
                before = await lookup.QueryClosestAsync(question, _context.Options.LeaseCopies, cancellationToken);
            }

            if (before.Count == 0)
            {
                var command = new StoreCommand(level, key, lease.Value, lease.TimeToLive, lease.Id, excluded);
                (isLeased, before) = await TakeLeaseAsync(lookup, command, own, cancellationToken);
            }

            if (before.Count > 0)
            {
                return new GetOrPutResult(GetOrPutOutcome.Found, before, level, lookup.Cost);
            }

            if (level == ClusterLevel.Global && (!isLeased || lookup.Shortlist.IsCutOff(lookup.Self)))
            {
                return new GetOrPutResult(GetOrPutOutcome.Undecided, [], level, lookup.Cost);
            }

            if (level != ClusterLevel.Global && isLeased)
            {
                own.NoteLease(level, lease.Id);
            }
        }

        return new GetOrPutResult(GetOrPutOutcome.First, [], levels.Farthest, lookup.Cost);
    }

    private static byte[] Encode(IReadOnlyList<NodeId> except)
    {
        var count = Math.Min(except.Count, FindRequest.MaxExcept);
        var bytes = new byte[count * Identifier.ByteCount];
        for (var i = 0; i < count; i++)
        {
            except[i].Point.Write(bytes.AsSpan(i * Identifier.ByteCount));
        }

        return bytes;
    }

    private static async Task<List<IndexValue>> QueryValuesAsync(
        IterativeLookup lookup,
        FindQuery question,
        CancellationToken cancellationToken
    )
    {
        var before = new List<IndexValue>();
        await lookup.QueryLevelAsync(question, TakeValues, cancellationToken);
        return before;

        bool TakeValues(Candidate node, FindAnswer answer)
        {
            before.AddRange(answer.Values);
            return before.Count > 0;
        }
    }

    /// <summary>
    /// Stores our lease at the nearest nodes, one after another, until one of them names a node before us.
    /// </summary>
    private async Task<(bool IsLeased, List<IndexValue> Before)> TakeLeaseAsync(
        IterativeLookup lookup,
        StoreCommand command,
        PublishedValue own,
        CancellationToken cancellationToken
    )
    {
        var copies = command.Level == ClusterLevel.Global ? _context.Options.LeaseCopies : 1;
        var stored = 0;
        while (stored < copies && NextToLeaseAt(lookup, command.Level) is { } node)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var answer = new StoreAnswer();
            lookup.CountCall(node);
            if (!await _context.Rpc.StoreAsync(node.Contact, command, answer))
            {
                node.State = CandidateState.Failed;
                continue;
            }

            if (answer.Outcome == StoreOutcome.Stored)
            {
                own.Add(command.Level, node.Contact);
                node.HasStored = true;
                stored++;
            }
            else
            {
                node.State = CandidateState.Failed;
            }

            if (answer.Values.Count > 0)
            {
                return (stored > 0, answer.Values);
            }
        }

        return (stored > 0, []);
    }

    /// <summary>
    /// The next node to store a lease at: at level 0 the nearest one known, above it the nearest that has answered.
    /// </summary>
    private static Candidate? NextToLeaseAt(IterativeLookup lookup, ClusterLevel level) =>
        lookup.Shortlist.Nearest(c =>
            !c.HasStored && (level == ClusterLevel.Global || c.State == CandidateState.Answered)
        );
}
