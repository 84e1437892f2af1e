using Coral.Core.Identity;
using Coral.Core.Network;

namespace Coral.Dns.Queries;

/// <summary>The network of an address, its /24 or /48: what is learnt of an address is kept for its network.</summary>
/// <param name="Address">The network's address, at port 0.</param>
public readonly record struct NetworkPrefix(NodeAddress Address)
{
    /// <summary>Bits of an IPv4 network.</summary>
    public const int IPv4Bits = 24;

    /// <summary>Bits of an IPv6 network.</summary>
    public const int IPv6Bits = 48;

    /// <summary>Leading bits that count.</summary>
    public int Bits => Address.IsIPv4 ? IPv4Bits : IPv6Bits;

    /// <summary>
    /// The key under which nodes that measured this network as near leave their contact. The network's own hint is
    /// another key, since the nodes named there must lie in the network.
    /// </summary>
    public Key HintKey => Key.Of($"resolver {this}");

    /// <summary>The network of an address.</summary>
    public static NetworkPrefix Of(in NodeAddress address) =>
        new(address.Network(address.IsIPv4 ? IPv4Bits : IPv6Bits));

    /// <summary><c>192.0.2.0/24</c> or <c>2001:db8:1::/48</c>.</summary>
    public override string ToString() => $"{Address.ToIPAddress()}/{Bits}";
}
