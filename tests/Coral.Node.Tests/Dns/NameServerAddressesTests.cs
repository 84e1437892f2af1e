using System.Net;
using Coral.Node.Dns;

namespace Coral.Node.Tests.Dns;

/// <summary>Where resolvers find a node that is the only name server of its zones.</summary>
public sealed class NameServerAddressesTests
{
    [Theory]
    [InlineData("198.51.100.53:53", "192.0.2.1", false, "198.51.100.53")]
    [InlineData("198.51.100.53:53 [2001:db8::53]:53", "192.0.2.1", false, "198.51.100.53 2001:db8::53")]
    [InlineData("0.0.0.0:53", "192.0.2.1", false, "192.0.2.1")]
    [InlineData("[::]:53", "192.0.2.1", false, "192.0.2.1")]
    [InlineData("127.0.0.1:5300", "192.0.2.1", false, "127.0.0.1")]
    [InlineData("127.0.0.1:5300 198.51.100.53:53", "192.0.2.1", false, "198.51.100.53")]
    [InlineData("10.0.0.5:53", "192.0.2.1", true, "192.0.2.1")]
    [InlineData("10.0.0.5:53 127.0.0.1:53", "192.0.2.1", true, "192.0.2.1")]
    [InlineData("127.0.0.1:5300", "192.0.2.1", true, "127.0.0.1")]
    public void Of_Listeners_AreTheirOwnAddressesUnlessOthersSeeAnother(
        string listen,
        string told,
        bool isNamed,
        string expected
    )
    {
        var endPoints = listen.Split(' ').Select(IPEndPoint.Parse).ToList();

        Assert.Equal(
            expected.Split(' ').Select(IPAddress.Parse),
            NameServerAddresses.Of(endPoints, IPAddress.Parse(told), isNamed)
        );
    }
}
