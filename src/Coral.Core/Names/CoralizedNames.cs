namespace Coral.Core.Names;

/// <summary>The names under which this node serves origins, both ways. Safe from any thread.</summary>
public sealed class CoralizedNames
{
    /// <summary>
    /// Twice as many decisions are remembered for each client scheme: 5 MB, were all names of full length.
    /// </summary>
    private const int CacheRows = 1024;

    private readonly NameTerritory _territory;
    private readonly NameEncoder _encoder;
    private readonly NameDecoder _decoder;
    private readonly DecisionCache _overHttp;
    private readonly DecisionCache _overHttps;

    /// <summary>Fixes zones and declared hosts for good: a change of configuration makes a new instance.</summary>
    /// <param name="zones">
    /// Our zones, in any order; names are matched with the longest first, links made with the first.
    /// </param>
    /// <param name="servedHosts">Declared sites and pinned origins.</param>
    /// <param name="hashedHosts">The hosts behind hash labels.</param>
    /// <exception cref="ArgumentException">A zone or host is no host name, or there is no zone.</exception>
    public CoralizedNames(IEnumerable<string> zones, IEnumerable<ServedHost> servedHosts, IHashedHosts hashedHosts)
        : this(zones, servedHosts, hashedHosts, CacheRows) { }

    internal CoralizedNames(
        IEnumerable<string> zones,
        IEnumerable<ServedHost> servedHosts,
        IHashedHosts hashedHosts,
        int cacheRows
    )
    {
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(servedHosts);
        ArgumentNullException.ThrowIfNull(hashedHosts);
        _territory = new NameTerritory(zones, servedHosts);
        _encoder = new NameEncoder(_territory, hashedHosts);
        _decoder = new NameDecoder(_territory, _encoder, hashedHosts);
        _overHttp = new DecisionCache(cacheRows);
        _overHttps = new DecisionCache(cacheRows);
    }

    /// <summary>The zone for links outside any request: the first that is configured.</summary>
    public string FirstZone => _territory.FirstZone;

    /// <summary>True if the operator named this host: as a declared site or a pinned origin.</summary>
    /// <param name="host">Lower case, no port.</param>
    public bool Declares(string host) => _territory.Serves(host);

    /// <summary>
    /// True if the operator declared this host as a site; a pinned origin is as open as any other.
    /// </summary>
    /// <param name="host">Lower case, no port.</param>
    public bool DeclaresSite(string host) => _territory.Find(host)?.Scheme is not null;

    /// <summary>The host as the operator named it; nothing for any other.</summary>
    /// <param name="host">Lower case, no port.</param>
    internal ServedHost? Served(string host) => _territory.Find(host);

    /// <summary>The number of decisions remembered now; bounded.</summary>
    internal int RememberedCount => _overHttp.Count + _overHttps.Count;

    /// <summary>
    /// Reads the Host field of a request (HTTP/2: <c>:authority</c>). Never throws; a repeated field costs no
    /// allocation.
    /// </summary>
    /// <param name="hostField">As received: any case, perhaps our port, perhaps a final dot.</param>
    /// <param name="clientScheme">The scheme of the client's connection.</param>
    public HostDecision Decode(string? hostField, WebScheme clientScheme)
    {
        hostField ??= "";
        var cache = clientScheme == WebScheme.Https ? _overHttps : _overHttp;
        if (cache.Find(hostField) is { } known)
        {
            return known;
        }

        var decision = _decoder.Decode(hostField, clientScheme);
        if (hostField.Length <= HostField.MaxLength && decision.Fault?.Problem != NameProblem.UnknownHash)
        {
            cache.Keep(hostField, decision);
        }

        return decision;
    }

    /// <summary>
    /// Spells an origin in a form. The name is canonical when a default port is left out of the authority.
    /// </summary>
    /// <param name="authority">The origin's host and port.</param>
    /// <param name="form">
    /// Where <see cref="NameForm.OneLabel"/> cannot hold the name, its hash label is given and learnt.
    /// </param>
    /// <param name="zone">One of our zones; nothing for <see cref="NameForm.Exact"/>.</param>
    /// <returns>Nothing when the form cannot hold this origin.</returns>
    public string? Encode(OriginAuthority authority, NameForm form, string? zone)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return _encoder.Encode(authority, form, zone);
    }

    /// <summary>
    /// The canonical name that means an origin, in a place: the shortest that reads back as this very origin.
    /// </summary>
    /// <param name="origin">The origin; its host need not be valid.</param>
    /// <param name="place">
    /// The client's side. A form that cannot hold the origin gives way to <see cref="NameForm.OneLabel"/>, and that to
    /// the hash label.
    /// </param>
    /// <param name="fault">The problem, where <see langword="null"/> is returned.</param>
    public CoralizedName? Name(WebOrigin origin, NamePlace place, out NameFault? fault)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(place);
        fault = null;
        foreach (var port in (ReadOnlySpan<int?>)[null, origin.Port])
        {
            var mayBeSingle = _territory.Serves(origin.Host);
            if (OriginAuthority.Create(origin.Host, port, mayBeSingle, out var problem) is not { } authority)
            {
                fault = new NameFault(problem, origin.Host, Suggestion: null, Example: null);
                return null;
            }

            var host = Encode(authority, place.Form, place.Zone);
            if (host is null || place.Form == NameForm.Hash)
            {
                host = Encode(authority, NameForm.OneLabel, place.Zone) ?? host;
            }

            var decision = host is null ? null : _decoder.Decode(place.Join(host), place.ClientScheme);
            if (decision is { Kind: HostKind.Coralized } && decision.Name!.Origin == origin)
            {
                fault = null;
                return decision.Name;
            }

            fault = decision?.Fault ?? fault;
        }

        fault ??= new NameFault(NameProblem.Inexpressible, origin.Text, Suggestion: null, Example: null);
        return null;
    }
}
