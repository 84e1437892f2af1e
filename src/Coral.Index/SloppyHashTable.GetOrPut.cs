using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Lookup;
using Coral.Index.Messages;
using Coral.Index.Rpc;
using Coral.Index.Store;

namespace Coral.Index;

/// <summary>
/// Get-or-put: looks and claims in one walk, so that of all who miss a key at once exactly one fetches it.
/// </summary>
/// <remarks>
/// Every answer holds only values that came before our own at that node. (1) At each level above 0, look as a get does;
/// where nothing is found, leave our claim near the key and go on: those near us find it there. (2) At level 0, look;
/// then ask the three nodes nearest to the key until none knows a nearer one and none holds a value; then claim at all
/// three, nearest first, and stop at the first that names somebody before us. Whoever comes through is first. A walk
/// that names exceptions passes by the levels above 0 that the same claim came through before: who is found there now
/// came later, perhaps follows us, and following it would close a circle.
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
        var stood = _published.IsPublished(key);
        var own = _published.Publish(key, lease.TimeToLive);
        var lookup = new IterativeLookup(_context, key);
        var excluded = Encode(except);
        foreach (var level in LevelsOf(levels))
        {
            if (stood && except.Count > 0 && own.HoldsLease(level, lease.Id))
            {
                continue;
            }

            if (_check.IsNeeded(key, level, excluded))
            {
                await _check.RunAsync(key, level, excluded);
            }

            var question = new FindQuery(level, key.Point, FindMode.Lease, key, lease.Id, excluded);
            var command = new StoreCommand(level, key, lease.Value, lease.TimeToLive, lease.Id, excluded);
            var before = await QueryValuesAsync(lookup, question, cancellationToken);
            var claimed = false;
            if (before.Count == 0 && level == ClusterLevel.Global)
            {
                lease.ReachedGlobal?.Invoke();
                before = await QueryClosestAsync(lookup, question, cancellationToken);
            }

            if (before.Count == 0)
            {
                var copies = level == ClusterLevel.Global ? _context.Options.LeaseCopies : 1;
                (claimed, before) = await TakeLeaseAsync(lookup, command, own, copies, cancellationToken);
            }

            if (before.Count > 0)
            {
                return new GetOrPutResult(GetOrPutOutcome.Found, before, level, lookup.Cost);
            }

            if (level == ClusterLevel.Global && (!claimed || lookup.Shortlist.IsCutOff(lookup.Self)))
            {
                _metrics.Undecided();
                return new GetOrPutResult(GetOrPutOutcome.Undecided, [], level, lookup.Cost);
            }

            if (level != ClusterLevel.Global && claimed)
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

    private async Task<List<IndexValue>> QueryValuesAsync(
        IterativeLookup lookup,
        FindQuery question,
        CancellationToken cancellationToken
    )
    {
        var before = new List<IndexValue>();
        await lookup.QueryLevelAsync(question, _context.Options.ParallelCalls, TakeValues, cancellationToken);
        return before;

        bool TakeValues(Candidate node, FindAnswer answer)
        {
            before.AddRange(answer.Values);
            return before.Count > 0;
        }
    }

    /// <summary>Asks the nodes nearest to the key, in parallel, until none knows a nearer one.</summary>
    /// <returns>The values of the nearest that had any.</returns>
    private async Task<List<IndexValue>> QueryClosestAsync(
        IterativeLookup lookup,
        FindQuery question,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var unasked = lookup.Shortlist.Nearest(_context.Options.LeaseCopies).FindAll(c => !c.WasAskedForKey);
            if (unasked.Count == 0)
            {
                return [];
            }

            var answers = await Task.WhenAll(unasked.ConvertAll(c => lookup.AskForKeyAsync(c, question)));
            if (Array.Find(answers, a => a is { Values.Count: > 0 }) is { } found)
            {
                return found.Values;
            }
        }
    }

    /// <summary>
    /// Stores our claim at the nearest nodes, one after another, until somebody turns out to be before us.
    /// </summary>
    private async Task<(bool Claimed, List<IndexValue> Before)> TakeLeaseAsync(
        IterativeLookup lookup,
        StoreCommand command,
        PublishedValue own,
        int copies,
        CancellationToken cancellationToken
    )
    {
        var stored = 0;
        while (stored < copies && NextToLeaseAt(lookup, command.Level) is { } node)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var answer = new StoreAnswer();
            lookup.Calls += node == lookup.Self ? 0 : 1;
            if (!await _context.StoreAsync(node.Contact, command, answer))
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
    /// Where to claim next: at level 0 the nearest node known, above it the nearest that has answered.
    /// </summary>
    private static Candidate? NextToLeaseAt(IterativeLookup lookup, ClusterLevel level) =>
        lookup.Shortlist.Nearest(c =>
            !c.HasStored && (level == ClusterLevel.Global || c.State == CandidateState.Answered)
        );
}
