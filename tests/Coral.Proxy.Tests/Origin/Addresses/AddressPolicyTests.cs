using System.Net;
using Coral.Proxy.Origin.Addresses;

namespace Coral.Proxy.Tests.Origin.Addresses;

public class AddressPolicyTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("192.0.3.0")]
    [InlineData("192.88.98.255")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("198.51.99.255")]
    [InlineData("198.51.101.0")]
    [InlineData("203.0.112.255")]
    [InlineData("203.0.114.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2001:200::1")]
    [InlineData("2001:db7:ffff::1")]
    [InlineData("2001:db9::1")]
    [InlineData("2a00:1450::200e")]
    [InlineData("3ffe:ffff::1")]
    [InlineData("3fff:1000::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    [InlineData("2001:0:808:808:0:0:f7f7:f7f7")]
    [InlineData("2606:4700::5efe:8.8.8.8")]
    public void Classify_PublicAddress_IsAllowed(string address)
    {
        Assert.True(AddressPolicy.Classify(IPAddress.Parse(address)).IsAllowed, address);
    }

    [Theory]
    [InlineData("0.0.0.0", AddressBlock.Unspecified)]
    [InlineData("0.255.255.255", AddressBlock.Unspecified)]
    [InlineData("10.0.0.0", AddressBlock.Private)]
    [InlineData("10.255.255.255", AddressBlock.Private)]
    [InlineData("100.64.0.0", AddressBlock.SharedAddressSpace)]
    [InlineData("100.127.255.255", AddressBlock.SharedAddressSpace)]
    [InlineData("127.0.0.1", AddressBlock.Loopback)]
    [InlineData("127.255.255.255", AddressBlock.Loopback)]
    [InlineData("169.254.169.254", AddressBlock.LinkLocal)]
    [InlineData("172.16.0.0", AddressBlock.Private)]
    [InlineData("172.31.255.255", AddressBlock.Private)]
    [InlineData("192.0.0.170", AddressBlock.ProtocolAssignment)]
    [InlineData("192.0.2.1", AddressBlock.Documentation)]
    [InlineData("192.88.99.1", AddressBlock.Reserved)]
    [InlineData("192.168.255.255", AddressBlock.Private)]
    [InlineData("198.18.0.0", AddressBlock.Benchmarking)]
    [InlineData("198.19.255.255", AddressBlock.Benchmarking)]
    [InlineData("198.51.100.7", AddressBlock.Documentation)]
    [InlineData("203.0.113.7", AddressBlock.Documentation)]
    [InlineData("224.0.0.1", AddressBlock.Multicast)]
    [InlineData("239.255.255.255", AddressBlock.Multicast)]
    [InlineData("240.0.0.1", AddressBlock.Reserved)]
    [InlineData("255.255.255.254", AddressBlock.Reserved)]
    [InlineData("255.255.255.255", AddressBlock.Broadcast)]
    [InlineData("::", AddressBlock.Unspecified)]
    [InlineData("::1", AddressBlock.Loopback)]
    [InlineData("::8.8.8.8", AddressBlock.Reserved)]
    [InlineData("64:ff9b:1::8.8.8.8", AddressBlock.LocalTranslation)]
    [InlineData("64:ff9b:1:808:8:800::", AddressBlock.LocalTranslation)]
    [InlineData("100::1", AddressBlock.Discard)]
    [InlineData("100:0:0:1::1", AddressBlock.Reserved)]
    [InlineData("2001:2::1", AddressBlock.Benchmarking)]
    [InlineData("2001:10::1", AddressBlock.ProtocolAssignment)]
    [InlineData("2001:1ff:ffff::1", AddressBlock.ProtocolAssignment)]
    [InlineData("2001:db8::1", AddressBlock.Documentation)]
    [InlineData("3fff:fff:ffff::1", AddressBlock.Documentation)]
    [InlineData("4000::1", AddressBlock.Reserved)]
    [InlineData("5f00::1", AddressBlock.Reserved)]
    [InlineData("1fff::1", AddressBlock.Reserved)]
    [InlineData("::ffff:0:127.0.0.1", AddressBlock.Reserved)]
    [InlineData("fc00::1", AddressBlock.Private)]
    [InlineData("fdff::1", AddressBlock.Private)]
    [InlineData("fe80::1%1", AddressBlock.LinkLocal)]
    [InlineData("febf::1", AddressBlock.LinkLocal)]
    [InlineData("fec0::1", AddressBlock.SiteLocal)]
    [InlineData("feff::1", AddressBlock.SiteLocal)]
    [InlineData("ff02::1", AddressBlock.Multicast)]
    public void Classify_SpecialAddress_IsRefused(string address, AddressBlock block)
    {
        Assert.Equal(
            new AddressOutcome(block, AddressEmbedding.None),
            AddressPolicy.Classify(IPAddress.Parse(address))
        );
    }

    [Theory]
    [InlineData("::ffff:127.0.0.1", AddressBlock.Loopback, AddressEmbedding.Mapped)]
    [InlineData("::ffff:169.254.169.254", AddressBlock.LinkLocal, AddressEmbedding.Mapped)]
    [InlineData("::127.0.0.1", AddressBlock.Loopback, AddressEmbedding.Compatible)]
    [InlineData("::10.1.2.3", AddressBlock.Private, AddressEmbedding.Compatible)]
    [InlineData("2002:7f00:1::1", AddressBlock.Loopback, AddressEmbedding.SixToFour)]
    [InlineData("2002:c0a8:101::1", AddressBlock.Private, AddressEmbedding.SixToFour)]
    [InlineData("64:ff9b::10.0.0.1", AddressBlock.Private, AddressEmbedding.Nat64)]
    [InlineData("64:ff9b::169.254.169.254", AddressBlock.LinkLocal, AddressEmbedding.Nat64)]
    [InlineData("2001:0:a00:1:0:0:f7f7:f7f7", AddressBlock.Private, AddressEmbedding.TeredoServer)]
    [InlineData("2001:0:808:808:0:0:80ff:fffe", AddressBlock.Loopback, AddressEmbedding.TeredoClient)]
    [InlineData("2606:4700::5efe:10.0.0.1", AddressBlock.Private, AddressEmbedding.Isatap)]
    [InlineData("2606:4700::200:5efe:192.168.0.1", AddressBlock.Private, AddressEmbedding.Isatap)]
    [InlineData("2002:808:808::5efe:10.0.0.1", AddressBlock.Private, AddressEmbedding.Isatap)]
    public void Classify_SpecialAddressInsideIPv6_IsRefused(
        string address,
        AddressBlock block,
        AddressEmbedding embedding
    )
    {
        var outcome = AddressPolicy.Classify(IPAddress.Parse(address));

        Assert.Equal(new AddressOutcome(block, embedding), outcome);
        Assert.Contains(" inside an ", outcome.Description.Replace(" inside a ", " inside an "));
    }

    [Fact]
    public void Words_EveryBlock_HasItsOwn()
    {
        var words = Enum.GetValues<AddressBlock>()
            .Select(b => new AddressOutcome(b, AddressEmbedding.None).Description);

        Assert.Equal(Enum.GetValues<AddressBlock>().Length, words.Distinct().Count());
    }
}
