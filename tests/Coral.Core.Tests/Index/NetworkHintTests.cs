using System.Net;
using System.Security.Cryptography;
using Coral.Core.Index;

namespace Coral.Core.Tests.Index;

public sealed class NetworkHintTests
{
    [Theory]
    [InlineData("192.0.2.77", "network 192.0.2.0/24")]
    [InlineData("192.0.2.0", "network 192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.77", "network 192.0.2.0/24")]
    [InlineData("2001:db8:1:2:3::4", "network 2001:db8:1::/48")]
    [InlineData("2001:db8::1", "network 2001:db8::/48")]
    public void OfNetwork_OfAPublicAddress_IsItsPrefix(string address, string text) =>
        Assert.Equal(text, NetworkHint.OfNetwork(IPAddress.Parse(address))?.Text);

    [Theory]
    [InlineData("198.51.100.7", "router 198.51.100.7")]
    [InlineData("::ffff:198.51.100.7", "router 198.51.100.7")]
    [InlineData("2001:DB8:0:0::7", "router 2001:db8::7")]
    public void OfRouter_OfAPublicAddress_IsTheAddress(string address, string text) =>
        Assert.Equal(text, NetworkHint.OfRouter(IPAddress.Parse(address))?.Text);

    [Theory]
    [InlineData("198.51.100.7", "routers 198.51.100.0/24")]
    [InlineData("2001:db8:1:2:3::4", "routers 2001:db8:1::/48")]
    public void OfRouterNetwork_OfAPublicAddress_IsThePrefixAroundIt(string address, string text) =>
        Assert.Equal(text, NetworkHint.OfRouterNetwork(IPAddress.Parse(address))?.Text);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("192.168.7.1")]
    [InlineData("169.254.1.1")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1%3")]
    public void Of_AnAddressThatIsNotPublic_IsNothing(string address)
    {
        Assert.Null(NetworkHint.OfNetwork(IPAddress.Parse(address)));
        Assert.Null(NetworkHint.OfRouter(IPAddress.Parse(address)));
        Assert.Null(NetworkHint.OfRouterNetwork(IPAddress.Parse(address)));
    }

    [Fact]
    public void Key_IsTheFrontOfTheTextsDigest()
    {
        var hint = NetworkHint.OfNetwork(IPAddress.Parse("192.0.2.1"))!.Value;

        var digest = SHA256.HashData("network 192.0.2.0/24"u8);
        Assert.Equal(Convert.ToHexStringLower(digest.AsSpan(0, 20)), hint.Key.ToString());
    }
}
