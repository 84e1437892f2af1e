using System.Net;
using Coral.Core.Network;

namespace Coral.Core.Tests.Network;

public sealed class NodeAddressTests
{
    [Theory]
    [InlineData("192.0.2.1:7400", 4, false)]
    [InlineData("127.9.0.1:1", 4, true)]
    [InlineData("[2001:db8::1]:65535", 16, false)]
    [InlineData("[::1]:80", 16, true)]
    [InlineData("[::]:80", 16, false)]
    public void From_AnEndPoint_GivesItBack(string text, int length, bool loopback)
    {
        var address = NodeAddress.From(IPEndPoint.Parse(text));

        Assert.Equal(text, address.ToString());
        Assert.Equal(length, address.AddressLength);
        Assert.Equal(loopback, address.IsLoopback);
        Assert.False(address.IsEmpty);
    }

    [Fact]
    public void From_AMappedAddress_IsTheIPv4One() =>
        Assert.Equal(
            NodeAddress.From(IPEndPoint.Parse("192.0.2.1:53")),
            NodeAddress.From(IPAddress.Parse("::ffff:192.0.2.1"), 53)
        );

    [Theory]
    [InlineData("192.0.2.201", 24, "192.0.2.0")]
    [InlineData("192.0.2.201", 32, "192.0.2.201")]
    [InlineData("192.0.2.201", 0, "0.0.0.0")]
    [InlineData("2001:db8:1:2:3:4:5:6", 48, "2001:db8:1::")]
    [InlineData("2001:db8:1:2:3:4:5:6", 64, "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:3:4:5:6", 65, "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:3:4:5:6", 128, "2001:db8:1:2:3:4:5:6")]
    [InlineData("2001:db8:1:2:3:4:5:6", 0, "::")]
    public void Network_OfLeadingBits_HasZeroAfterThem(string address, int bits, string network) =>
        Assert.Equal(
            NodeAddress.From(IPAddress.Parse(network), 0),
            NodeAddress.From(IPAddress.Parse(address), 53).Network(bits)
        );

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(17)]
    public void TryRead_AnotherLength_Refuses(int length) =>
        Assert.False(NodeAddress.TryRead(new byte[length], 1, out _));
}
