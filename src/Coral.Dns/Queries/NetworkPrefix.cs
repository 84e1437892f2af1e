using Coral.Core.Identity;
using Coral.Core.Network;

namespace Coral.Dns.Queries;

/// <summary>The network that what we learn of an address is kept for: its /24 or /48.</summary>
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
    /// Where nodes that measured this network as near leave their contact: not where a node's own network is named,
    /// since whoever is named there must lie in it.
    /// </summary>
    public Key HintKey => Key.Of($"resolver {this}");

    /// <summary>The network of an address.</summary>
    public static NetworkPrefix Of(in NodeAddress address) =>
        new(address.Network(address.IsIPv4 ? IPv4Bits : IPv6Bits));

    /// <summary><c>192.0.2.0/24</c> or <c>2001:db8:1::/48</c>.</summary>
    public override string ToString() => $"{Address.ToIPAddress()}/{Bits}";
}
