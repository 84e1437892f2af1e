using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Lookup;
using Coral.Index.Messages;
using Coral.Index.Rpc;
using Coral.Index.Store;

namespace Coral.Index.Operations;

/// <summary>The put operation: level 2, then 1, then 0, each from where the level before ended.</summary>
/// <remarks>
/// At each level: (1) forward, one call at a time and the next at its time-out, towards the key, asking each node
/// whether it is loaded, how many values it has and when the first of them goes; up to the closest node, or the first
/// that is full and loaded. We are the first node of our own path. (2) Back: try to store at the nearest node passed,
/// on refusal at the one before, until one stores. A key that stopped the put at one level is popular enough there; the
/// put skips wider levels.
/// </remarks>
internal sealed partial class SloppyHashTable
{
    /// <inheritdoc />
    public async ValueTask<PutResult> PutAsync(
        Key key,
        ReadOnlyMemory<byte> value,
        TimeSpan timeToLive,
        LevelRange levels,
        CancellationToken cancellationToken
    )
    {
        Check(value, timeToLive);
        var result = await StoreNearAsync(key, value, timeToLive, levels, cancellationToken);
        _events.LookupDone(LookupKind.Put, result.Cost);
        return result;
    }

    private async ValueTask<PutResult> StoreNearAsync(
        Key key,
        ReadOnlyMemory<byte> value,
        TimeSpan timeToLive,
        LevelRange levels,
        CancellationToken cancellationToken
    )
    {
        var own = _published.Publish(key, timeToLive);
        var visited = LevelsOf(levels);
        if (visited.Count > 0 && _context.Clock.Now < _store.StopsUntil(key, visited[0], timeToLive))
        {
            return new PutResult([], AtHome);
        }

        var lookup = new IterativeLookup(_context, key);
        var storedAt = new List<ClusterLevel>();
        foreach (var level in visited)
        {
            var stopped = await ForwardAsync(lookup, key, timeToLive, level, cancellationToken);
            var command = new StoreCommand(level, key, value, timeToLive, LeaseId: null, Except: default);
            if (await BackwardAsync(lookup, command, own))
            {
                storedAt.Add(level);
            }

            if (stopped)
            {
                break;
            }
        }

        return new PutResult(storedAt, lookup.Cost);
    }

    /// <summary>Runs the forward phase, towards the key.</summary>
    /// <returns>Whether a full and loaded node stopped the put.</returns>
    private async Task<bool> ForwardAsync(
        IterativeLookup lookup,
        Key key,
        TimeSpan timeToLive,
        ClusterLevel level,
        CancellationToken cancellationToken
    )
    {
        var question = FindQuery.ForPut(level, key);
        var stopped = await lookup.QueryLevelAsync(question, StopsHere, cancellationToken);
        _events.PutForwarded(key, level, lookup.Path);
        return stopped;

        bool StopsHere(Candidate node, FindAnswer answer)
        {
            var state = answer.State;
            var isFull = FullnessPolicy.IsFull(
                state.Values,
                state.EarliestExpiry,
                timeToLive,
                _context.Options.ValuesPerKey
            );
            if (!isFull || !state.IsLoaded)
            {
                return false;
            }

            node.State = CandidateState.Failed;
            return true;
        }
    }

    /// <summary>Stores at the nearest node of the path that takes it.</summary>
    private async Task<bool> BackwardAsync(IterativeLookup lookup, StoreCommand command, PublishedValue own)
    {
        var answer = new StoreAnswer();
        foreach (var node in lookup.Shortlist.Answered())
        {
            lookup.CountCall(node);
            if (await _context.Rpc.StoreAsync(node.Contact, command, answer) && answer.Outcome == StoreOutcome.Stored)
            {
                own.Add(command.Level, node.Contact);
                return true;
            }
        }

        return false;
    }
}
