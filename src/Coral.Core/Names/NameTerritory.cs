namespace Coral.Core.Names;

/// <summary>The names this node serves: zones, longest first, and hosts that the operator named. Immutable.</summary>
internal sealed class NameTerritory
{
    private readonly string[] _zones;
    private readonly Dictionary<string, ServedHost> _served = new(StringComparer.Ordinal);

    /// <summary>Normalises and checks the configured zones, sites and pins.</summary>
    /// <exception cref="ArgumentException">A zone or host is no host name, or there is no zone at all.</exception>
    public NameTerritory(IEnumerable<string> zones, IEnumerable<ServedHost> served)
    {
        _zones = [.. zones.Select(zone => Normalize(zone, "zone")).Distinct(StringComparer.Ordinal)];
        if (_zones.Length == 0)
        {
            throw new ArgumentException("At least one zone is needed.", nameof(zones));
        }

        FirstZone = _zones[0];
        Array.Sort(_zones, static (x, y) => y.Length != x.Length ? y.Length - x.Length : string.CompareOrdinal(x, y));
        foreach (var site in served)
        {
            var host = Normalize(site.Host, "host");
            _served[host] = site with { Host = host };
        }
    }

    /// <summary>The first zone that is configured: the one for links outside any request.</summary>
    public string FirstZone { get; }

    public bool IsZone(string host) => Array.IndexOf(_zones, host) >= 0;

    /// <summary>The longest zone that <paramref name="host"/> lies under; a zone does not lie under itself.</summary>
    public string? ZoneAbove(string host)
    {
        foreach (var zone in _zones)
        {
            if (
                host.Length > zone.Length
                && host[host.Length - zone.Length - 1] == '.'
                && host.EndsWith(zone, StringComparison.Ordinal)
            )
            {
                return zone;
            }
        }

        return null;
    }

    public ServedHost? Find(string host) => _served.GetValueOrDefault(host);

    public bool Serves(string host) => _served.ContainsKey(host);

    /// <summary>The origin behind an authority, the declared site's scheme considered.</summary>
    public WebOrigin OriginOf(OriginAuthority authority, WebScheme client) =>
        OriginScheme.Resolve(authority, client, Find(authority.Host)?.Scheme);

    private static string Normalize(string host, string what)
    {
        ArgumentNullException.ThrowIfNull(host);
        var ascii = InternationalHost.ToAscii(host.TrimEnd('.'), out var problem);
        problem = ascii is null ? problem : HostRules.Check(ascii, allowSingleLabel: true);
        return problem == NameProblem.None
            ? ascii!
            : throw new ArgumentException(
                $"The {what} '{host}' is no host name: {new NameFault(problem, host, null, null).What}",
                nameof(host)
            );
    }
}
