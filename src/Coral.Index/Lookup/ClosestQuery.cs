using Coral.Core.Index;
using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>
/// Asks the nodes nearest to the key, round by round, until none of them knows a nearer one or one of them has values.
/// </summary>
/// <param name="lookup">The lookup to complete, at the end of its path through the level.</param>
/// <param name="question">The request for each node; its target is the key itself.</param>
/// <param name="count">The number of nodes that count as nearest.</param>
internal sealed class ClosestQuery(IterativeLookup lookup, FindQuery question, int count) : IQuery
{
    private List<Candidate> _round = [];
    private readonly List<Hop> _queried = [];
    private int _ended;

    /// <summary>The values of the nearest node of the last round that had any.</summary>
    public List<IndexValue> Values { get; private set; } = [];

    /// <inheritdoc />
    public FindQuery Question => question;

    /// <inheritdoc />
    public Hop? Next()
    {
        if (_ended == _round.Count)
        {
            _round = lookup.Shortlist.Nearest(count).FindAll(candidate => !candidate.WasQueriedForKey);
            _queried.Clear();
            _ended = 0;
        }

        if (_queried.Count == _round.Count)
        {
            return null;
        }

        var hop = lookup.Ask(_round[_queried.Count], lookup.Key.Point);
        hop.Node.WasQueriedForKey = true;
        _queried.Add(hop);
        return hop;
    }

    /// <inheritdoc />
    public bool TakeIn(Hop hop)
    {
        _ended++;
        hop.Node.State = hop.HasAnswered && !hop.Answer.IsStranger ? CandidateState.Answered : CandidateState.Failed;
        lookup.Learn(hop.Answer);
        return _ended == _round.Count && HasFound();
    }

    /// <summary>True if a node of the round that has just ended has values, the nearest first.</summary>
    private bool HasFound()
    {
        var found = _queried.Find(hop => hop is { Node.State: CandidateState.Answered, Answer.Values.Count: > 0 });
        Values = found?.Answer.Values ?? [];
        return found is not null;
    }
}
