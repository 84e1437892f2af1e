using Coral.Core.Index;
using Coral.Index.Lookup;
using Coral.Index.Messages;
using Coral.Index.Rpc;

namespace Coral.Index.Upkeep;

/// <summary>
/// Looks this node up from the point of view of some other one, and so meets whoever is next to it there.
/// </summary>
/// <remarks>
/// A look-up that begins in our own tables ends among those who know each other already. When two networks have met in
/// one place, or a partition has healed, it would never leave its own half: the tables are full. Beginning at a node
/// that we met by chance, it finds our neighbours of the other half; they and we make room for each other, since near
/// us there is room. Owned by the node's loop.
/// </remarks>
internal sealed class OutsideLookup(LookupContext context)
{
    private const int NearestAsked = 3;
    private const int MaxCalls = 16;

    /// <summary>
    /// Begins at <paramref name="entry"/>; ends when the three nearest that were named have been asked.
    /// </summary>
    public async Task RunAsync(NodeContact entry, CancellationToken cancellationToken)
    {
        var shortlist = new Shortlist(context.Self.Id.Point);
        var next = shortlist.Add(entry);
        for (var calls = 0; calls < MaxCalls && next is not null; calls++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await AskAsync(next, shortlist);
            next = shortlist.Nearest(NearestAsked).Find(candidate => candidate.State == CandidateState.New);
        }
    }

    private async Task AskAsync(Candidate candidate, Shortlist shortlist)
    {
        candidate.State = CandidateState.Asked;
        var answer = new FindAnswer();
        var question = new FindQuery(
            ClusterLevel.Global,
            context.Self.Id.Point,
            FindMode.Nodes,
            Key: default,
            LeaseId: 0,
            Except: default
        );
        var answered = await context.FindAsync(candidate.Contact, question, answer);
        candidate.State = answered ? CandidateState.Answered : CandidateState.Failed;
        foreach (var contact in answered ? answer.Contacts : [])
        {
            if (context.Peers.MayLearn(contact))
            {
                shortlist.Add(contact);
            }
        }
    }
}
