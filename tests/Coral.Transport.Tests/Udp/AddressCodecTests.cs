using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;
using Coral.Transport.Udp;

namespace Coral.Transport.Tests.Udp;

public sealed class AddressCodecTests
{
    [Theory]
    [InlineData("192.0.2.7:7400")]
    [InlineData("0.0.0.0:1")]
    [InlineData("255.255.255.255:65535")]
    public void Write_AnIPv4AddressForAnIPv4Socket_IsWhatTheClassLibraryWrites(string text)
    {
        var endPoint = IPEndPoint.Parse(text);
        var target = Filled(AddressFamily.InterNetwork);

        Assert.True(AddressCodec.TryWrite(NodeAddress.From(endPoint), target));
        Assert.Equal(endPoint.Serialize().Buffer.Span[..8], target.Buffer.Span[..8]);
        Assert.Equal(NodeAddress.From(endPoint), AddressCodec.Read(target));
    }

    [Theory]
    [InlineData("[2001:db8::1]:7400", "[2001:db8::1]:7400")]
    [InlineData("[::1]:80", "[::1]:80")]
    [InlineData("192.0.2.7:7400", "[::ffff:192.0.2.7]:7400")]
    public void Write_AnyAddressForAnIPv6Socket_IsWhatTheClassLibraryWrites(string text, string written)
    {
        var address = NodeAddress.From(IPEndPoint.Parse(text));
        var target = Filled(AddressFamily.InterNetworkV6);

        Assert.True(AddressCodec.TryWrite(address, target));
        Assert.Equal(IPEndPoint.Parse(written).Serialize().Buffer.Span[8..24], target.Buffer.Span[8..24]);
        Assert.Equal(address, AddressCodec.Read(target));
    }

    [Fact]
    public void Write_AnIPv6AddressForAnIPv4Socket_IsRefused() =>
        Assert.False(
            AddressCodec.TryWrite(
                NodeAddress.From(IPAddress.IPv6Loopback, 7400),
                new SocketAddress(AddressFamily.InterNetwork)
            )
        );

    /// <summary>An address whose fields an earlier one has left full.</summary>
    private static SocketAddress Filled(AddressFamily family)
    {
        var address = new SocketAddress(family);
        address.Buffer.Span[8..Math.Min(24, address.Size)].Fill(0x55);
        return address;
    }
}
