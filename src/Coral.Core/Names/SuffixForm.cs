namespace Coral.Core.Names;

/// <summary>
/// An origin as dotted labels: <c>www.x.com</c>, or <c>www.x.com.8000</c> with its port as the last label.
/// </summary>
/// <remarks>Unambiguous, because no host name ends in a number.</remarks>
public static class SuffixForm
{
    public static string Encode(OriginAuthority authority)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return authority.Port is { } port ? $"{authority.Host}.{PortText.Format(port)}" : authority.Host;
    }

    /// <summary>Takes a dotted name apart. Never throws.</summary>
    /// <param name="name">Lower case, without the zone.</param>
    /// <param name="mayBeSingle">True if this host may have a single label.</param>
    /// <param name="problem">The problem, where <see langword="null"/> is returned.</param>
    internal static OriginAuthority? Decode(string name, Func<string, bool> mayBeSingle, out NameProblem problem)
    {
        var host = name;
        int? port = null;
        var dot = name.LastIndexOf('.');
        if (dot >= 0 && HostRules.IsNumber(name.AsSpan(dot + 1)))
        {
            host = name[..dot];
            if (!PortText.TryParse(name.AsSpan(dot + 1), out var number))
            {
                problem = HostRules.Check(host, allowSingleLabel: true);
                problem = problem == NameProblem.None ? NameProblem.BadPort : problem;
                return null;
            }

            port = number;
        }

        return OriginAuthority.Create(host, port, mayBeSingle(host), out problem);
    }
}
