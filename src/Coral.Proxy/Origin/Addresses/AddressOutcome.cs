namespace Coral.Proxy.Origin.Addresses;

/// <summary>The outcome of the address policy: allowed, or the reason of the refusal.</summary>
/// <param name="Block">The kind of address that is refused; <see cref="AddressBlock.None"/> when it is allowed.</param>
/// <param name="Embedding">
/// The way in which the refused IPv4 address was embedded in an IPv6 address, if it was.
/// </param>
public readonly record struct AddressOutcome(AddressBlock Block, AddressEmbedding Embedding)
{
    public bool IsAllowed => Block == AddressBlock.None;

    /// <summary>
    /// The kind of the address in words, to go after "is": <c>a loopback address inside an IPv4-mapped address</c>.
    /// </summary>
    public string Description => Embedding == AddressEmbedding.None ? BlockName : $"{BlockName} inside {EmbeddingName}";

    private string BlockName =>
        Block switch
        {
            AddressBlock.None => "a public address",
            AddressBlock.Unspecified => "an address of “this host”",
            AddressBlock.Private => "a private address",
            AddressBlock.Loopback => "a loopback address",
            AddressBlock.LinkLocal => "a link-local address",
            AddressBlock.SiteLocal => "a site-local address",
            AddressBlock.Multicast => "a multicast address",
            AddressBlock.SharedAddressSpace => "an address of a carrier's shared space",
            AddressBlock.Documentation => "an address for documentation",
            AddressBlock.Benchmarking => "an address for benchmarks",
            AddressBlock.ProtocolAssignment => "an address set aside for protocols",
            AddressBlock.LocalTranslation => "an address for translation inside a network",
            AddressBlock.Discard => "an address whose traffic is discarded",
            AddressBlock.Broadcast => "the broadcast address",
            _ => "a reserved address",
        };

    private string EmbeddingName =>
        Embedding switch
        {
            AddressEmbedding.Mapped => "an IPv4-mapped address",
            AddressEmbedding.Compatible => "an IPv4-compatible address",
            AddressEmbedding.SixToFour => "a 6to4 address",
            AddressEmbedding.Nat64 => "a NAT64 address",
            AddressEmbedding.Isatap => "an ISATAP address",
            _ => "a Teredo address",
        };
}
