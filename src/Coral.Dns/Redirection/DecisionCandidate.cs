using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Dns.Redirection;

/// <summary>A node that was considered for an answer.</summary>
/// <param name="Level">
/// The level of the cluster that the node was found in; none for this node, and where a hint named it.
/// </param>
/// <param name="Outcome">The reason why the node was or was not named.</param>
public sealed record DecisionCandidate(NodeId Id, NodeAddress Address, ClusterLevel? Level, CandidateOutcome Outcome)
{
    /// <summary>
    /// Reduces the list to one entry for each node, which may be in several clusters: as chosen if it was chosen in
    /// one, else with the first reason against it. Keeps the order.
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
