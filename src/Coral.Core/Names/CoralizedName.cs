namespace Coral.Core.Names;

/// <summary>A host name through which an origin is served, in its canonical spelling.</summary>
/// <param name="Place">Scheme, form, zone and port on the client's side.</param>
/// <param name="Authority">The origin as the name spells it.</param>
/// <param name="Host">The name itself: lower case, no port, no final dot.</param>
/// <param name="Origin">The origin that the name means to a client of this scheme.</param>
public sealed record CoralizedName(NamePlace Place, OriginAuthority Authority, string Host, WebOrigin Origin)
{
    /// <summary>Name and listener port, for a Location or a link.</summary>
    public string HostAndPort => Place.Join(Host);
}
