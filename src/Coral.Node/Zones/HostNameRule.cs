using Coral.Core.Names;

namespace Coral.Node.Zones;

/// <summary>The rule for a zone or a site's host: a host name in ASCII; a single word is allowed.</summary>
public static class HostNameRule
{
    /// <summary>The fault, in words; <see langword="null"/> when nothing is.</summary>
    public static string? Problem(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var problem = HostRules.Check(host.TrimEnd('.').ToLowerInvariant(), allowSingleLabel: true);
        return problem == NameProblem.None
            ? null
            : new NameFault(problem, host, Suggestion: null, Example: null).What.TrimEnd('.');
    }
}
