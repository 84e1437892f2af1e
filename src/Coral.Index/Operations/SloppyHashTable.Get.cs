using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Events;
using Coral.Index.Lookup;
using Coral.Index.Messages;
using Coral.Index.Rpc;

namespace Coral.Index.Operations;

/// <summary>The get operation: near levels first; the first node that holds the key ends it.</summary>
internal sealed partial class SloppyHashTable
{
    /// <inheritdoc />
    public async ValueTask<GetResult> GetAsync(Key key, LevelRange levels, CancellationToken cancellationToken)
    {
        var values = new List<IndexValue>();
        var visited = LevelsOf(levels);
        if (visited.Count > 0)
        {
            _store.Read(key, visited[0], before: null, values);
            if (values.Count > 0)
            {
                return Done(new GetResult(values, visited[0], AtHome));
            }
        }

        var lookup = new IterativeLookup(_context, key);
        foreach (var level in visited)
        {
            var question = FindQuery.ForValues(level, key);
            if (await lookup.QueryLevelAsync(question, TakeValues, cancellationToken))
            {
                return Done(new GetResult(values, level, lookup.Cost));
            }

            if (
                level == ClusterLevel.Global
                && await lookup.QueryClosestAsync(question, _context.Options.LeaseCopies, cancellationToken)
                    is [_, ..] found
            )
            {
                // New nodes may have joined between the key and the nodes that were nearest to it when the value was
                // stored.
                return Done(new GetResult(found, level, lookup.Cost));
            }
        }

        return Done(new GetResult([], levels.Farthest, lookup.Cost));

        bool TakeValues(Candidate node, FindAnswer answer)
        {
            values.AddRange(answer.Values);
            return values.Count > 0;
        }

        GetResult Done(GetResult result)
        {
            _events.LookupDone(LookupKind.Get, result.Cost);
            return result;
        }
    }
}
