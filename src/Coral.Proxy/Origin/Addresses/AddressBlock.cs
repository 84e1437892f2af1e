namespace Coral.Proxy.Origin.Addresses;

/// <summary>
/// Kinds of addresses that are nobody's on the public Internet (RFC 6890 and the IANA registries it began).
/// </summary>
public enum AddressBlock
{
    /// <summary>In none of them: a public unicast address.</summary>
    None,

    /// <summary><c>0.0.0.0/8</c>, <c>::</c>: this host, this network (RFC 791, RFC 4291).</summary>
    Unspecified,

    /// <summary><c>10/8</c>, <c>172.16/12</c>, <c>192.168/16</c>, <c>fc00::/7</c> (RFC 1918, RFC 4193).</summary>
    Private,

    /// <summary><c>127/8</c>, <c>::1</c>.</summary>
    Loopback,

    /// <summary><c>169.254/16</c>, <c>fe80::/10</c> (RFC 3927, RFC 4291): cloud metadata services live here.</summary>
    LinkLocal,

    /// <summary><c>fec0::/10</c>, deprecated and still routed in places (RFC 3879).</summary>
    SiteLocal,

    /// <summary><c>224/4</c>, <c>ff00::/8</c>.</summary>
    Multicast,

    /// <summary><c>100.64/10</c>, carriers' address translation (RFC 6598).</summary>
    SharedAddressSpace,

    /// <summary>
    /// <c>192.0.2/24</c>, <c>198.51.100/24</c>, <c>203.0.113/24</c>, <c>2001:db8::/32</c>, <c>3fff::/20</c> (RFC 5737,
    /// 3849, 9637).
    /// </summary>
    Documentation,

    /// <summary><c>198.18/15</c>, <c>2001:2::/48</c> (RFC 2544, RFC 5180).</summary>
    Benchmarking,

    /// <summary><c>192.0.0/24</c>, <c>2001::/23</c>: anchors of protocols (RFC 6890).</summary>
    ProtocolAssignment,

    /// <summary>
    /// <c>64:ff9b:1::/48</c>: translators inside a network (RFC 8215). It can stand for any address of that network.
    /// </summary>
    LocalTranslation,

    /// <summary><c>100::/64</c> (RFC 6666).</summary>
    Discard,

    /// <summary><c>255.255.255.255</c> (RFC 919).</summary>
    Broadcast,

    /// <summary>
    /// <c>240/4</c>, the deprecated <c>192.88.99/24</c> and <c>::/96</c>, and all of IPv6 that is not yet given out as
    /// unicast.
    /// </summary>
    Reserved,
}
