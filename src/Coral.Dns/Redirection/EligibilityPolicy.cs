using Coral.Core.Index;

namespace Coral.Dns.Redirection;

/// <summary>Whether a node may be named in an answer.</summary>
internal static class EligibilityPolicy
{
    /// <summary>Judges a node.</summary>
    /// <param name="node">Whom.</param>
    /// <param name="request">What for.</param>
    /// <param name="httpPort">The port that proxies serve at; 0 when any will do.</param>
    /// <returns><see cref="Fate.NotDrawn"/> when it may.</returns>
    public static Fate Judge(WatchedNode node, in SelectionRequest request, ushort httpPort)
    {
        return node.VerifiedAt < request.AnsweredSince ? Fate.Silent
            : Is(node, NodeConditions.Leaving) ? Fate.Leaving
            : node.HttpPort == 0 || (httpPort != 0 && node.HttpPort != httpPort) ? Fate.OtherService
            : IsOverloaded(node) && !request.TakesOverloaded ? Fate.Overloaded
            : Is(node, NodeConditions.LocalOnly) && node.Network != request.Subject ? Fate.LocalOnly
            : node.IsIPv4 != request.IsIPv4 ? Fate.OtherFamily
            : Fate.NotDrawn;
    }

    /// <summary>Whether <see cref="Judge"/> finds nothing: of nearly all nodes that is seen at a glance.</summary>
    public static bool MayBeNamed(WatchedNode node, in SelectionRequest request, ushort httpPort) =>
        (
            node.VerifiedAt >= request.AnsweredSince
            && node.Conditions == NodeConditions.None
            && node.HttpPort == httpPort
            && httpPort != 0
            && node.IsIPv4 == request.IsIPv4
        )
        || Judge(node, request, httpPort) == Fate.NotDrawn;

    /// <summary>Whether it asks for no more clients.</summary>
    public static bool IsOverloaded(WatchedNode node) => Is(node, NodeConditions.Overloaded);

    private static bool Is(WatchedNode node, NodeConditions condition) =>
        (node.Conditions & condition) != NodeConditions.None;
}
