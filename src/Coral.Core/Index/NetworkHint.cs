using System.Net;
using Coral.Core.Identity;
using Coral.Core.Network;

namespace Coral.Core.Index;

/// <summary>
/// A place in the network under whose name nodes leave their contact, so that nodes near each other meet.
/// </summary>
/// <remarks>
/// Three kinds: <c>network 192.0.2.0/24</c> or <c>network 2001:db8:1::/48</c>, where a node lies;
/// <c>router 198.51.100.7</c>, which its traffic passes first; and <c>routers 198.51.100.0/24</c> around that one: a
/// node that comes to a router from the other side sees another address of it, often of the same network. Addresses are
/// written as <see cref="IPAddress.ToString"/> does (RFC 5952 for IPv6). Private, loopback and link-local addresses
/// mean something else to every node, and give no hint.
/// </remarks>
/// <param name="Text">The name, of which the key is made.</param>
public readonly record struct NetworkHint(string Text)
{
    private const int IPv4Bytes = 3,
        IPv6Bytes = 6;

    /// <summary>The key under which nodes are found: the first 160 bits of SHA-256 over the text in UTF-8.</summary>
    public Key Key => Key.Of(Text);

    /// <summary>The /24 or /48 that an address lies in.</summary>
    public static NetworkHint? OfNetwork(IPAddress address) =>
        Public(address) is { } plain ? new NetworkHint($"network {Network(plain)}") : null;

    /// <summary>A router by its address.</summary>
    public static NetworkHint? OfRouter(IPAddress address) =>
        Public(address) is { } plain ? new NetworkHint($"router {plain}") : null;

    /// <summary>The /24 or /48 around a router.</summary>
    public static NetworkHint? OfRouterNetwork(IPAddress address) =>
        Public(address) is { } plain ? new NetworkHint($"routers {Network(plain)}") : null;

    private static string Network(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var length = bytes.Length == 4 ? IPv4Bytes : IPv6Bytes;
        bytes.AsSpan(length).Clear();
        return $"{new IPAddress(bytes)}/{8 * length}";
    }

    private static IPAddress? Public(IPAddress address)
    {
        // Without scope, and as IPv4 where it is that.
        var plain = NodeAddress.From(address, port: 1).ToIPAddress();
        return PublicAddress.Is(plain) ? plain : null;
    }
}
