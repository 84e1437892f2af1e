using Coral.Caching.Http;
using Coral.Core.Names;
using Coral.Proxy.Origin;

namespace Coral.Node.Content;

/// <summary>Single hosts that the operator configures: declared sites and pinned origins.</summary>
internal sealed class OperatorHosts
{
    private readonly HashSet<string> _declared;

    /// <summary>Takes the declared sites and the pins from checked options.</summary>
    public OperatorHosts(OriginOptions origins, SiteListOptions list)
    {
        var pins = origins.Pins.Select(ParsePin).ToList();
        var sites = list.Sites;
        _declared = sites.Select(site => site.Host!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Pins = new OriginPins([
            .. pins,
            .. sites.Select(site => new OriginPin(site.Host!, site.Address!.Host, site.Address.Port)),
        ]);
        Served =
        [
            .. pins.Where(pin => !_declared.Contains(pin.Host))
                .Select(pin => new ServedHost(pin.Host, Scheme: null, pin.Address, pin.Port)),
            .. sites.Select(site => new ServedHost(
                site.Host!,
                SchemeOf(site),
                site.Address!.Address?.ToIPAddress(),
                site.Address.Port
            )),
        ];
    }

    /// <summary>Addresses of origins; of a pin and a site for one host the site counts.</summary>
    public OriginPins Pins { get; }

    /// <summary>Hosts that are served under their own names too.</summary>
    public IReadOnlyList<ServedHost> Served { get; }

    /// <summary>
    /// The rule for responses without a stated lifetime: the operator of a declared site can state one.
    /// </summary>
    public HeuristicPolicy HeuristicFor(CacheKey key) =>
        _declared.Count > 0
        && Uri.TryCreate(key.Origin, UriKind.Absolute, out var origin)
        && _declared.Contains(origin.Host)
            ? HeuristicPolicy.DeclaredSite
            : HeuristicPolicy.AnySite;

    private static OriginPin ParsePin(string text) =>
        OriginPin.TryParse(text, out var pin, out var error) ? pin : throw new FormatException(error);

    private static WebScheme SchemeOf(SiteOptions site) =>
        site.Scheme == SiteScheme.Https ? WebScheme.Https : WebScheme.Http;
}
