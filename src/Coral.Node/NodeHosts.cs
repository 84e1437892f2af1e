using Coral.Caching.Http;
using Coral.Core.Names;
using Coral.Node.Options;
using Coral.Proxy.Origin;

namespace Coral.Node;

/// <summary>What the operator says about single hosts: declared sites and pinned origins.</summary>
internal sealed class NodeHosts
{
    private readonly HashSet<string> _declared;

    internal NodeHosts(NodeOptions node, OriginOptions origin)
    {
        var pins = origin.Pins.Select(ParsePin).ToList();
        _declared = node.Sites.Select(site => site.Host!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Pins = new OriginPins([
            .. pins,
            .. node.Sites.Select(site => new OriginPin(site.Host!, site.Address!.Address, site.Address.Port)),
        ]);
        Served =
        [
            .. pins.Where(pin => !_declared.Contains(pin.Host)).Select(pin => new ServedHost(pin.Host)),
            .. node.Sites.Select(site => new ServedHost(site.Host!, SchemeOf(site))),
        ];
    }

    /// <summary>Where the origins of these hosts are; of a pin and a site for one host the site counts.</summary>
    internal OriginPins Pins { get; }

    /// <summary>The hosts that are served under their own names too.</summary>
    internal IReadOnlyList<ServedHost> Served { get; }

    /// <summary>
    /// How long a response without a stated lifetime is fresh: a declared site's operator can state it.
    /// </summary>
    internal HeuristicPolicy HeuristicFor(CacheKey key) =>
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
