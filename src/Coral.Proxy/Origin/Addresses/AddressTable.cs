namespace Coral.Proxy.Origin.Addresses;

/// <summary>
/// The special-purpose ranges, the narrower before the wider (IANA special-purpose address registries).
/// </summary>
internal static class AddressTable
{
    public static AddressRange[] IPv4 { get; } =
    [
        AddressRange.Of("0.0.0.0/8", AddressBlock.Unspecified),
        AddressRange.Of("10.0.0.0/8", AddressBlock.Private),
        AddressRange.Of("100.64.0.0/10", AddressBlock.SharedAddressSpace),
        AddressRange.Of("127.0.0.0/8", AddressBlock.Loopback),
        AddressRange.Of("169.254.0.0/16", AddressBlock.LinkLocal),
        AddressRange.Of("172.16.0.0/12", AddressBlock.Private),
        AddressRange.Of("192.0.0.0/24", AddressBlock.ProtocolAssignment),
        AddressRange.Of("192.0.2.0/24", AddressBlock.Documentation),
        AddressRange.Of("192.88.99.0/24", AddressBlock.Reserved),
        AddressRange.Of("192.168.0.0/16", AddressBlock.Private),
        AddressRange.Of("198.18.0.0/15", AddressBlock.Benchmarking),
        AddressRange.Of("198.51.100.0/24", AddressBlock.Documentation),
        AddressRange.Of("203.0.113.0/24", AddressBlock.Documentation),
        AddressRange.Of("224.0.0.0/4", AddressBlock.Multicast),
        AddressRange.Of("255.255.255.255/32", AddressBlock.Broadcast),
        AddressRange.Of("240.0.0.0/4", AddressBlock.Reserved),
    ];

    /// <summary>
    /// An address outside 2000::/3 that is not listed is reserved: IANA has assigned no other unicast space.
    /// </summary>
    public static AddressRange[] IPv6 { get; } =
    [
        AddressRange.Of("::/128", AddressBlock.Unspecified),
        AddressRange.Of("::1/128", AddressBlock.Loopback),
        AddressRange.Of("64:ff9b:1::/48", AddressBlock.LocalTranslation),
        AddressRange.Of("100::/64", AddressBlock.Discard),
        AddressRange.Of("2001:2::/48", AddressBlock.Benchmarking),
        AddressRange.Of("2001::/23", AddressBlock.ProtocolAssignment),
        AddressRange.Of("2001:db8::/32", AddressBlock.Documentation),
        AddressRange.Of("3fff::/20", AddressBlock.Documentation),
        AddressRange.Of("2000::/3", AddressBlock.None),
        AddressRange.Of("fc00::/7", AddressBlock.Private),
        AddressRange.Of("fe80::/10", AddressBlock.LinkLocal),
        AddressRange.Of("fec0::/10", AddressBlock.SiteLocal),
        AddressRange.Of("ff00::/8", AddressBlock.Multicast),
    ];
}
