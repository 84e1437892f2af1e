using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Lookup;
using Coral.Index.Messages;
using Coral.Index.Rpc;

namespace Coral.Index;

/// <summary>Get: near levels first; the first node that holds the key ends it.</summary>
internal sealed partial class SloppyHashTable
{
    /// <inheritdoc />
    public async ValueTask<GetResult> GetAsync(Key key, LevelRange levels, CancellationToken cancellationToken)
    {
        var values = new List<IndexValue>();
        var visited = LevelsOf(levels);
        if (visited.Count > 0)
        {
            _context.Server.ReadOwn(key, visited[0], values);
            if (values.Count > 0)
            {
                return new GetResult(values, visited[0], AtHome);
            }
        }

        var lookup = new IterativeLookup(_context, key);
        foreach (var level in visited)
        {
            var question = new FindQuery(level, key.Point, FindMode.Values, key, LeaseId: 0, Except: default);
            if (await lookup.QueryLevelAsync(question, _context.Options.ParallelCalls, TakeValues, cancellationToken))
            {
                return new GetResult(values, level, lookup.Cost);
            }

            if (
                level == ClusterLevel.Global
                && await QueryClosestAsync(lookup, question, cancellationToken) is [_, ..] found
            )
            {
                // Newcomers came between the key and the nodes that were its nearest when the value was left there.
                return new GetResult(found, level, lookup.Cost);
            }
        }

        return new GetResult([], levels.Farthest, lookup.Cost);

        bool TakeValues(Candidate node, FindAnswer answer)
        {
            values.AddRange(answer.Values);
            return values.Count > 0;
        }
    }
}
