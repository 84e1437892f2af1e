using Coral.Core.Index;
using Coral.Dns.Clusters;

namespace Coral.Dns.Redirection;

/// <summary>Whether a node may be named in an answer.</summary>
internal static class EligibilityPolicy
{
    /// <summary>Judges a node.</summary>
    /// <param name="node">Whom.</param>
    /// <param name="request">What for.</param>
    /// <param name="httpPort">The port that proxies serve at; 0 when any will do.</param>
    /// <returns><see cref="CandidateOutcome.NotDrawn"/> when it may.</returns>
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

    /// <summary>Whether <see cref="Evaluate"/> finds nothing: of nearly all nodes that is seen at a glance.</summary>
    public static bool MayBeNamed(MonitoredNode node, in SelectionRequest request, ushort httpPort) =>
        (
            node.VerifiedAt >= request.AnsweredSince
            && node.Conditions == NodeConditions.None
            && node.HttpPort == httpPort
            && httpPort != 0
            && node.IsIPv4 == request.IsIPv4
        )
        || Evaluate(node, request, httpPort) == CandidateOutcome.NotDrawn;

    /// <summary>Whether it asks for no more clients.</summary>
    public static bool IsOverloaded(MonitoredNode node) => Is(node, NodeConditions.Overloaded);

    private static bool Is(MonitoredNode node, NodeConditions condition) =>
        (node.Conditions & condition) != NodeConditions.None;
}
