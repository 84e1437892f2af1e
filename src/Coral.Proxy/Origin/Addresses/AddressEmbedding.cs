namespace Coral.Proxy.Origin.Addresses;

/// <summary>The ways in which an IPv4 address is embedded in an IPv6 address.</summary>
public enum AddressEmbedding
{
    None,

    /// <summary>
    /// <c>::ffff:a.b.c.d</c> (RFC 4291, section 2.5.5.2): the system connects to the IPv4 address itself.
    /// </summary>
    Mapped,

    /// <summary><c>::a.b.c.d</c> (RFC 4291, section 2.5.5.1), deprecated.</summary>
    Compatible,

    /// <summary><c>2002:aabb:ccdd::/48</c> (RFC 3056).</summary>
    SixToFour,

    /// <summary><c>64:ff9b::a.b.c.d</c> (RFC 6052).</summary>
    Nat64,

    /// <summary>The relay in <c>2001:0:aabb:ccdd::/64</c> (RFC 4380, section 4).</summary>
    TeredoServer,

    /// <summary>The client in the last 32 bits of a Teredo address, written inverted (RFC 4380, section 4).</summary>
    TeredoClient,

    /// <summary>
    /// The interface identifiers <c>0:5efe:a.b.c.d</c> and <c>200:5efe:a.b.c.d</c> (RFC 5214, section 6.1).
    /// </summary>
    Isatap,
}
