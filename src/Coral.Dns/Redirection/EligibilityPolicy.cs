using Coral.Core.Index;
using Coral.Dns.Clusters;

namespace Coral.Dns.Redirection;

/// <summary>The rules for naming a node in an answer.</summary>
internal static class EligibilityPolicy
{
    /// <summary>Applies the rules to a node.</summary>
    /// <param name="node">The node that may be named.</param>
    /// <param name="request">The client and the host of the query.</param>
    /// <param name="httpPort">The port that proxies serve at; 0 when any will do.</param>
    /// <returns><see cref="CandidateOutcome.NotDrawn"/> when the node may be named.</returns>
    public static CandidateOutcome Evaluate(MonitoredNode node, in SelectionRequest request, ushort httpPort)
    {
        return node.VerifiedAt < request.AnsweredSince ? CandidateOutcome.Silent
            : Is(node, NodeConditions.Leaving) ? CandidateOutcome.Leaving
            : node.HttpPort == 0 || (httpPort != 0 && node.HttpPort != httpPort) ? CandidateOutcome.OtherService
            : IsOverloaded(node) && !request.TakesOverloaded ? CandidateOutcome.Overloaded
            : Is(node, NodeConditions.LocalOnly) && node.Network != request.Subject ? CandidateOutcome.LocalOnly
            : node.IsIPv4 != request.IsIPv4 ? CandidateOutcome.OtherFamily
            : CandidateOutcome.NotDrawn;
    }

    /// <summary>True if <see cref="Evaluate"/> allows a node; one comparison decides for nearly all nodes.</summary>
    public static bool MayBeNamed(MonitoredNode node, in SelectionRequest request, ushort httpPort) =>
        (
            node.VerifiedAt >= request.AnsweredSince
            && node.Conditions == NodeConditions.None
            && node.HttpPort == httpPort
            && httpPort != 0
            && node.IsIPv4 == request.IsIPv4
        )
        || Evaluate(node, request, httpPort) == CandidateOutcome.NotDrawn;

    /// <summary>True for a node that reports to be overloaded.</summary>
    public static bool IsOverloaded(MonitoredNode node) => Is(node, NodeConditions.Overloaded);

    private static bool Is(MonitoredNode node, NodeConditions condition) =>
        (node.Conditions & condition) != NodeConditions.None;
}
