using Coral.Core.Index;
using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>
/// A lookup of this node's own id that starts in another node's tables, and pings the nodes found next to it there.
/// </summary>
/// <remarks>
/// A lookup that begins in our own tables ends among nodes that know each other already. After two networks have joined
/// at one node, or a partition has healed, it would never leave its own half, since the tables are full. Starting at a
/// random node, it finds our neighbours of the other half; both sides take each other in, since the buckets next to a
/// node always have room. It ends when the three nearest nodes that were named have been asked.
/// </remarks>
/// <param name="context">The node that is looked up.</param>
/// <param name="entry">The node that is asked first.</param>
/// <param name="cancellationToken">Checked before each request.</param>
internal sealed class OutsideQuery(LookupContext context, NodeContact entry, CancellationToken cancellationToken)
    : IQuery
{
    private const int NearestQueried = 3;
    private const int MaxCalls = 16;

    private readonly Shortlist _shortlist = new(context.Self.Id.Point);
    private int _calls;

    /// <inheritdoc />
    public FindQuery Question { get; } = FindQuery.ForNodes(ClusterLevel.Global, context.Self.Id.Point);

    /// <inheritdoc />
    public Hop? Next()
    {
        var next = _calls == 0 ? _shortlist.Add(entry) : NextNode();
        if (next is null || _calls == MaxCalls)
        {
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        _calls++;
        next.State = CandidateState.Queried;
        return new Hop(next, Question.Target);
    }

    /// <inheritdoc />
    public bool TakeIn(Hop hop)
    {
        hop.Node.State = hop.HasAnswered ? CandidateState.Answered : CandidateState.Failed;
        foreach (var contact in hop.HasAnswered ? hop.Answer.Contacts : [])
        {
            if (context.Peers.MayLearn(contact))
            {
                _shortlist.Add(contact);
            }
        }

        return false;
    }

    private Candidate? NextNode() =>
        _shortlist.Nearest(NearestQueried).Find(candidate => candidate.State == CandidateState.New);
}
