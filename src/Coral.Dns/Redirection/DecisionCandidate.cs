using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Dns.Redirection;

/// <summary>A node that was considered for an answer.</summary>
/// <param name="Id">The node's id.</param>
/// <param name="Address">The node's address.</param>
/// <param name="Level">The cluster it was found in; nothing where a hint named it, or where it is this node.</param>
/// <param name="Outcome">The reason why it was or was not named.</param>
public sealed record DecisionCandidate(NodeId Id, NodeAddress Address, ClusterLevel? Level, CandidateOutcome Outcome)
{
    /// <summary>
    /// Every node once, though it may be in several clusters: as chosen where it was at last, else with the first
    /// reason why it was not. In the same order.
    /// </summary>
    internal static IReadOnlyList<DecisionCandidate> OnceEach(IReadOnlyList<DecisionCandidate> considered)
    {
        var chosen = considered
            .Where(node => node.Outcome == CandidateOutcome.Chosen)
            .Select(node => node.Id)
            .ToHashSet();
        return
        [
            .. considered
                .Where(node => node.Outcome == CandidateOutcome.Chosen || !chosen.Contains(node.Id))
                .DistinctBy(node => node.Id),
        ];
    }
}
