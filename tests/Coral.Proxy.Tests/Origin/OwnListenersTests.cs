using System.Net;
using Coral.Proxy.Origin;

namespace Coral.Proxy.Tests.Origin;

public sealed class OwnListenersTests
{
    private static readonly IPAddress[] Machine =
    [
        IPAddress.Loopback,
        IPAddress.Parse("198.51.100.7"),
        IPAddress.Parse("fe80::1%3"),
    ];

    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080", true)]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8081", false)]
    [InlineData("127.0.0.1:8080", "127.0.0.2:8080", false)]
    [InlineData("127.0.0.1:8080", "[::ffff:127.0.0.1]:8080", true)]
    [InlineData("[::ffff:127.0.0.1]:8080", "127.0.0.1:8080", true)]
    [InlineData("127.0.0.1:8080", "0.0.0.0:8080", true)]
    [InlineData("[::1]:8080", "[::1]:8080", true)]
    [InlineData("[::1]:8080", "[::]:8080", true)]
    [InlineData("198.51.100.7:80", "198.51.100.7:80", true)]
    [InlineData("198.51.100.7:80", "127.0.0.1:80", false)]
    [InlineData("0.0.0.0:80", "127.0.0.1:80", true)]
    [InlineData("0.0.0.0:80", "127.9.9.9:80", true)]
    [InlineData("0.0.0.0:80", "198.51.100.7:80", true)]
    [InlineData("0.0.0.0:80", "[::ffff:198.51.100.7]:80", true)]
    [InlineData("0.0.0.0:80", "198.51.100.8:80", false)]
    [InlineData("0.0.0.0:80", "198.51.100.7:81", false)]
    [InlineData("[::]:80", "198.51.100.7:80", true)]
    [InlineData("[::]:80", "[::1]:80", true)]
    [InlineData("[::]:80", "[fe80::1%5]:80", true)]
    public void Contains_EndPoint_IsWhetherAConnectionWouldEndHere(string listener, string endPoint, bool own)
    {
        var listeners = new OwnListeners(() => Machine);
        listeners.Add(IPEndPoint.Parse("127.0.0.1:9"));
        listeners.Add(IPEndPoint.Parse(listener));

        Assert.Equal(own, listeners.Contains(IPEndPoint.Parse(endPoint)));
    }

    [Fact]
    public void Contains_WildcardOfTheRealMachine_KnowsItsAddresses()
    {
        var listeners = new OwnListeners();
        Assert.False(listeners.Contains(new IPEndPoint(IPAddress.Loopback, 80)));

        listeners.Add(new IPEndPoint(IPAddress.Any, 80));

        Assert.True(listeners.Contains(new IPEndPoint(IPAddress.Loopback, 80)));
        foreach (var address in Dns.GetHostAddresses(Dns.GetHostName()))
        {
            Assert.True(listeners.Contains(new IPEndPoint(address, 80)));
        }
    }
}
