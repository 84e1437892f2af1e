using System.Net;

namespace Coral.Core.Names;

/// <summary>A host that the operator named: a declared site or a pinned origin.</summary>
/// <param name="Host">The host name; a single label is allowed here.</param>
/// <param name="Scheme">The scheme of a declared site's origin; nothing for a pinned one: as the client's.</param>
/// <param name="Address">The address that its origin is connected to, where it is known here.</param>
/// <param name="Port">The port that is connected to, whatever port a URL names; nothing for the URL's own.</param>
/// <remarks>The host answers under its own name, and under every coralized form of it.</remarks>
public sealed record ServedHost(string Host, WebScheme? Scheme = null, IPAddress? Address = null, int? Port = null)
{
    /// <summary>True if an authority is the address and the port that the origin is connected to.</summary>
    /// <param name="authority">The authority of a URL: <c>127.0.0.1:8000</c>, <c>[::1]</c>.</param>
    /// <param name="scheme">The scheme of the URL, for its default port.</param>
    internal bool IsConnectedTo(ReadOnlySpan<char> authority, WebScheme scheme) =>
        Address is not null
        && IPEndPoint.TryParse(authority, out var end)
        && end.Address.Equals(Address)
        && (Port ?? scheme.DefaultPort()) == (end.Port == 0 ? scheme.DefaultPort() : end.Port);
}
