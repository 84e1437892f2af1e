namespace Coral.Core.Names;

/// <summary>Makes coralized URLs of ordinary ones, and back. Never throws for a malformed URL.</summary>
public sealed class CoralizedUrls(CoralizedNames names)
{
    /// <summary>Makes a link: for <c>coral coralize</c> and the landing page.</summary>
    /// <param name="url">A whole http or https URL.</param>
    /// <param name="place">
    /// The scheme, form, zone and port of the link. Over https an http URL of port 80 becomes a link to the same under
    /// https, for want of a name for it: a caller that asks for an https link asks for that.
    /// </param>
    /// <param name="fault">The problem, where <see langword="null"/> is returned.</param>
    public CoralizedUrl? Coralize(string url, NamePlace place, out NameFault? fault)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(place);
        var problem = UrlParts.Parse(url, out var parts);
        if (problem != NameProblem.None)
        {
            fault = new NameFault(problem, url, Suggestion: null, Example: null);
            return null;
        }

        var target = new WebOrigin(parts.Scheme, parts.Host, parts.Port);
        var name = names.Name(target, place, out fault);
        if (fault?.Problem == NameProblem.Inexpressible && target is { Scheme: WebScheme.Http, Port: 80 })
        {
            name = names.Name(new WebOrigin(WebScheme.Https, parts.Host, 443), place, out fault);
        }

        return name is null ? null : new CoralizedUrl(name, parts.Rest);
    }

    /// <summary>Reads a coralized URL; another spelling than the canonical one is read as the canonical one.</summary>
    /// <param name="url">A whole URL whose host is a name of ours.</param>
    /// <param name="fault">The problem, where <see langword="null"/> is returned.</param>
    public CoralizedUrl? Parse(string url, out NameFault? fault)
    {
        ArgumentNullException.ThrowIfNull(url);
        var problem = UrlParts.Parse(url, out var parts);
        if (problem != NameProblem.None)
        {
            fault = new NameFault(problem, url, Suggestion: null, Example: null);
            return null;
        }

        var authority = new NamePlace(parts.Scheme, NameForm.Exact, Zone: null, parts.Port).Join(parts.Host);
        var decision = names.Decode(authority, parts.Scheme);
        fault =
            decision.Kind == HostKind.BareZone
                ? new NameFault(NameProblem.NotOurs, url, Suggestion: null, Example: null)
                : decision.Fault;
        return decision.Name is null ? null : new CoralizedUrl(decision.Name, parts.Rest);
    }

    /// <summary>
    /// Keeps a visitor in Coral: the value of Location or Content-Location as the client is to see it.
    /// </summary>
    /// <param name="name">The name under which the client asked: its scheme, zone, port and form are kept.</param>
    /// <param name="location">The field's value, each character one octet.</param>
    /// <returns>
    /// Nothing when the value is to be passed on as it is: relative (it stays in Coral by itself), not http(s), an
    /// address, with a user name, one of our own names, or an origin that no name means to a client of this scheme. In
    /// particular http stays http for a client of https: read as https it could come back for ever.
    /// </returns>
    public string? RewriteLocation(CoralizedName name, string location)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(location);
        if (UrlParts.ParseField(Named(name, location), name.Origin.Scheme, out var parts) != NameProblem.None)
        {
            return null;
        }

        var target = names.Name(Meant(name, parts), name.Place, out _);
        return target is null ? null : new CoralizedUrl(target, parts.Rest).ToString();
    }

    /// <summary>As <see cref="RewriteLocation"/>, but of URLs of the name's own origin host alone.</summary>
    /// <remarks>
    /// For fields whose URL goes with the page's content: what the content says of other hosts is not rewritten either.
    /// </remarks>
    /// <param name="name">The name under which the client asked.</param>
    /// <param name="url">The URL as the origin wrote it, each character one octet.</param>
    /// <returns>Nothing when the value is to be passed on as it is.</returns>
    public string? RewriteOwn(CoralizedName name, string url)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(url);
        return
            UrlParts.ParseField(Named(name, url), name.Origin.Scheme, out var parts) == NameProblem.None
            && parts.Host == name.Origin.Host
            ? RewriteLocation(name, url)
            : null;
    }

    /// <summary>
    /// True if <paramref name="coralized"/> is a name of ours for the host and port of <paramref name="origin"/>; the
    /// schemes may differ, since ours is the client's.
    /// </summary>
    /// <param name="coralized">
    /// An origin as a browser on our pages names it: <c>http://www.x.com.localhost:8080</c>.
    /// </param>
    /// <param name="origin">An origin as a site names it: <c>https://www.x.com</c>.</param>
    public bool IsNameOf(string coralized, string origin)
    {
        ArgumentNullException.ThrowIfNull(coralized);
        ArgumentNullException.ThrowIfNull(origin);
        return UrlParts.Parse(origin, out var parts) == NameProblem.None
            && Parse(coralized, out _) is { Name.Origin: var ours }
            && ours.Host == parts.Host
            && (ours.Port == parts.Port || (IsDefault(ours.Scheme, ours.Port) && IsDefault(parts.Scheme, parts.Port)));
    }

    /// <summary>The URL with the origin's name, where it has the address that the operator gave for it.</summary>
    private string Named(CoralizedName name, string url)
    {
        var start =
            url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
            : url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : 0;
        if (start == 0 || names.Served(name.Authority.Host) is not { Address: not null } served)
        {
            return url;
        }

        var rest = url.AsSpan(start);
        var end = rest.IndexOfAny("/\\?#");
        var authority = end < 0 ? rest : rest[..end];
        return served.IsConnectedTo(authority, name.Origin.Scheme)
            ? string.Concat(name.Origin.Text, rest[authority.Length..])
            : url;
    }

    /// <summary>
    /// The origin that a URL means: the port that the operator gave for a host leads to the same as its name alone.
    /// </summary>
    private WebOrigin Meant(CoralizedName name, UrlParts parts)
    {
        if (names.Served(parts.Host)?.Port != parts.Port)
        {
            return new WebOrigin(parts.Scheme, parts.Host, parts.Port);
        }

        return parts.Host == name.Origin.Host && parts.Scheme == name.Origin.Scheme
            ? name.Origin
            : new WebOrigin(parts.Scheme, parts.Host, parts.Scheme.DefaultPort());
    }

    private static bool IsDefault(WebScheme scheme, int port) => port == scheme.DefaultPort();
}
