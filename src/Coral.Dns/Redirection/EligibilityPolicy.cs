using Coral.Core.Index;

namespace Coral.Dns.Redirection;

/// <summary>Whether a node may be named in an answer.</summary>
internal static class EligibilityPolicy
{
    /// <summary>Judges a node.</summary>
    /// <param name="node">Whom.</param>
    /// <param name="request">What for.</param>
    /// <param name="httpPort">The port that proxies serve at; 0 when any will do.</param>
    /// <param name="maxAge">How long ago it may have answered us.</param>
    /// <returns><see cref="Fate.NotDrawn"/> when it may.</returns>
    public static Fate Judge(WatchedNode node, in SelectionRequest request, ushort httpPort, TimeSpan maxAge)
    {
        var (ports, conditions, _) = node.Report;
        return request.Now - node.VerifiedAt > maxAge ? Fate.Silent
            : (conditions & NodeConditions.Leaving) != NodeConditions.None ? Fate.Leaving
            : ports.Http == 0 || (httpPort != 0 && ports.Http != httpPort) ? Fate.OtherService
            : (conditions & NodeConditions.Overloaded) != NodeConditions.None ? Fate.Overloaded
            : (conditions & NodeConditions.LocalOnly) != NodeConditions.None && node.Network != request.Subject
                ? Fate.LocalOnly
            : node.Contact.Address.IsIPv4 != request.IsIPv4 ? Fate.OtherFamily
            : Fate.NotDrawn;
    }
}
