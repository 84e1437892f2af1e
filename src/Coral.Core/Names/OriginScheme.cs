namespace Coral.Core.Names;

/// <summary>The rule for an origin's scheme, which is not written in a coralized name.</summary>
/// <remarks>
/// A port label 443 means https. Otherwise the origin is spoken to as the client speaks to us. A declared site says its
/// own scheme, which holds for the name without a port.
/// </remarks>
public static class OriginScheme
{
    /// <summary>
    /// The origin that <paramref name="authority"/> means to a client of the scheme <paramref name="client"/>.
    /// </summary>
    /// <param name="authority">Host and, where the name has one, port.</param>
    /// <param name="client">The scheme of the client's request.</param>
    /// <param name="declared">The scheme of the declared site of this host, if there is one that says it.</param>
    public static WebOrigin Resolve(OriginAuthority authority, WebScheme client, WebScheme? declared)
    {
        ArgumentNullException.ThrowIfNull(authority);
        var scheme = authority.Port switch
        {
            443 => WebScheme.Https,
            null => declared ?? client,
            80 when declared == WebScheme.Http => WebScheme.Http,
            _ => client,
        };
        return new WebOrigin(scheme, authority.Host, authority.Port ?? scheme.DefaultPort());
    }
}
